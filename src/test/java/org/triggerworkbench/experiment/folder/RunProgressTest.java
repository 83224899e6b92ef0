package org.triggerworkbench.experiment.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunProgressTest {
    @TempDir
    private Path run;

    private static String step(int step, int epoch) {
        return """
                {"phase":"backdoored-model","step":%d,"totalSteps":40,"epoch":%d,"losses":{"total":0.5},"part":"method","kind":"step"}
                """.formatted(step, epoch);
    }

    @Test
    void lastWholeStep_isTold() throws IOException {
        assertEquals(Optional.empty(), RunProgress.of(run));
        String epoch = """
                {"phase":"backdoored-model","step":30,"epoch":3,"metrics":{"cleanAccuracy":0.9},"part":"method","kind":"epoch"}
                """;
        Path file = run.resolve("metrics.jsonl");
        // Longer than what is read of it, with half a line at its end.
        Files.writeString(file, step(1, 1).repeat(300) + step(30, 3) + epoch + "{\"phase\":\"backdo");
        assertEquals(Optional.of(new RunProgress(3, 30, 40)), RunProgress.of(run));
        assertEquals(0.75, RunProgress.of(run).orElseThrow().share(), 1e-9);
        Files.writeString(file, "not a line\n");
        assertEquals(Optional.empty(), RunProgress.of(run));
    }
}
