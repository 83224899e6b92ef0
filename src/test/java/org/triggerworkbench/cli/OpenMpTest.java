package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The engine's OpenMP library, which prints its settings when asked to, has ours though the environment had none. */
@EnabledOnOs(OS.LINUX)
class OpenMpTest {
    @TempDir
    private Path folder;

    @Test
    void threads_sleepWhileTheyWait() throws IOException, InterruptedException {
        assertSpins("", "0");
    }

    @Test
    void whatTheUserSet_stays() throws IOException, InterruptedException {
        assertSpins("ACTIVE", "30000000000");
    }

    /** By default they look 300000 times before they sleep. */
    private void assertSpins(String given, String wanted) throws IOException, InterruptedException {
        Map<String, String> environment =
                Map.of("OMP_WAIT_POLICY", given, "GOMP_SPINCOUNT", "", "OMP_DISPLAY_ENV", "VERBOSE");
        try (ProgramProcess program =
                ProgramProcess.start(folder, folder.resolve("user"), environment, "doctor", "--json")) {
            assertEquals(0, program.await(), program.err());
            assertTrue(program.err().contains("GOMP_SPINCOUNT = '" + wanted + "'"), program.err());
        }
    }
}
