package org.triggerworkbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told to end while libtorch is being loaded does end. */
@EnabledOnOs(OS.LINUX)
class EndWhileLoadingTest {
    @TempDir
    private Path folder;

    @RepeatedTest(3)
    void programThatIsLoadingTheEngine_ends() throws IOException, InterruptedException {
        try (ProgramProcess program = ProgramProcess.start(folder, "doctor")) {
            program.awaitMapped("libtorch_cpu");
            program.terminate();
        }
    }
}
