package org.triggerworkbench.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.triggerworkbench.app.FakeFacts;
import org.triggerworkbench.experiment.OutputFolders;

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

    @Test
    void onlyFoldersOfProcessesThatEnded_areDeleted() throws Exception {
        Process ended = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long start = ended.info().startInstant().orElseThrow().toEpochMilli();
        ended.waitFor();
        Path left = folder(ended.pid() + "-" + start);
        Files.writeString(left.resolve("part.safetensors"), "left");
        // The number of this process has come again.
        Path earlier = folder(ProcessHandle.current().pid() + "-" + 86_400_000);
        Path unnamed = folder("somebodys");
        try (Scratch own = new Scratch()) {
            Path file = Objects.requireNonNull(own.copy(new byte[3]));
            Scratch.deleteLeft();
            assertTrue(Files.exists(file));
            assertFalse(Files.exists(left));
            assertFalse(Files.exists(earlier));
            assertTrue(Files.exists(unnamed));
        } finally {
            OutputFolders.delete(unnamed);
        }
    }

    private static Path folder(String process) throws IOException {
        return Files.createTempDirectory("trigger-workbench-session-" + process + "-");
    }

    @Test
    void processesThatTidyAtOnce_doNotFail() throws Exception {
        for (int i = 0; i < 200; i++) {
            Files.createFile(folder("2147483646-1").resolve("part.safetensors"));
        }
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            Callable<Boolean> tidy = () -> {
                Scratch.deleteLeft();
                return true;
            };
            for (Future<Boolean> one : both.invokeAll(List.of(tidy, tidy))) {
                assertTrue(one.get());
            }
        }
        // What one found gone the other had deleted.
        Scratch.deleteLeft();
        try (DirectoryStream<Path> left = Files.newDirectoryStream(
                Path.of(System.getProperty("java.io.tmpdir")), "trigger-workbench-session-2147483646-*")) {
            assertFalse(left.iterator().hasNext());
        }
    }
}
