package org.triggerworkbench.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.triggerworkbench.app.FakeFacts;

class ScratchTest {
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no permissions of this kind")
    void whatPassesThrough_isThisUsersAlone_andGoneAfterwards() throws Exception {
        Path folder;
        try (Scratch scratch = new Scratch()) {
            Objects.requireNonNull(scratch.bytes(FakeFacts.WAVE, 8, 8));
            Path file = Objects.requireNonNull(scratch.copy(new byte[3]));
            folder = Objects.requireNonNull(file.getParent());
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        }
        assertFalse(Files.exists(folder));
    }
}
