package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.session.OneWindow;

/** Files as the only words of the real program. */
@EnabledOnOs(OS.LINUX)
class WindowCommandTest {
    @TempDir
    private Path folder;

    @Test
    void whereWaylandIsAlone_whatIsMissingIsTold() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("mine.toml"), "seed = 7");
        assertRefused(Map.of("DISPLAY", "", "WAYLAND_DISPLAY", "wayland-0"), file, "Xwayland", file.toString());
    }

    @Test
    void whereTheDisplayIsGone_noWindowIsTold() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("mine.toml"), "seed = 7");
        assertRefused(Map.of("DISPLAY", ":4711"), file, "no display", file.toString());
    }

    @Test
    void fileThatIsNotThere_isTold() throws IOException, InterruptedException {
        assertRefused(Map.of(), folder.resolve("absent.toml"), "absent.toml", "does not exist");
    }

    @Test
    void aSecondStart_handsItsFileToTheFirst() throws IOException, InterruptedException {
        Path user = folder.resolve("user");
        Path file = Files.writeString(folder.resolve("mine.toml"), "seed = 7");
        BlockingQueue<List<Path>> received = new LinkedBlockingQueue<>();
        try (OneWindow first = OneWindow.claim(user).orElseThrow()) {
            first.receive(received::add);
            try (ProgramProcess second =
                    ProgramProcess.start(folder, user, Map.of("DISPLAY", ":4711"), file.toString())) {
                assertEquals(0, second.await(), second.err());
            }
            assertEquals(List.of(file), received.poll(1, TimeUnit.MINUTES));
        }
    }

    private void assertRefused(Map<String, String> environment, Path file, String... parts)
            throws IOException, InterruptedException {
        try (ProgramProcess program =
                ProgramProcess.start(folder, folder.resolve("user"), environment, file.toString())) {
            assertEquals(CommandLines.FAILED, program.await(), program.err());
            for (String part : parts) {
                assertTrue(program.err().contains(part), program.err());
            }
            assertEquals(1, program.err().lines().count(), program.err());
        }
    }
}
