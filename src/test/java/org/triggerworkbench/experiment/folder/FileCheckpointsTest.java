package org.triggerworkbench.experiment.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.training.Checkpoint;

class FileCheckpointsTest {
    @TempDir
    Path folder;

    @Test
    void load_givesWhatWasSavedLast() {
        FileCheckpoints checkpoints = new FileCheckpoints(folder);
        assertTrue(checkpoints.load("fit").isEmpty());
        checkpoints.save(checkpoint("fit", 3));
        checkpoints.save(checkpoint("fit", 5));
        checkpoints.save(checkpoint("other", 1));
        assertEquals(
                checkpoint("fit", 5), new FileCheckpoints(folder).load("fit").orElseThrow());
        assertEquals(Map.of("fit", 5L, "other", 1L), checkpoints.steps());
    }

    @Test
    void load_refusesADamagedFile() throws IOException {
        FileCheckpoints checkpoints = new FileCheckpoints(folder);
        checkpoints.save(checkpoint("fit", 3));
        Path file = folder.resolve("fit.safetensors");
        byte[] whole = Files.readAllBytes(file);
        whole[whole.length - 1] ^= 1;
        Files.write(file, whole);
        assertNamesFile(checkpoints, file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertNamesFile(checkpoints, file);
    }

    @Test
    void load_refusesAStepThatIsNone() {
        FileCheckpoints checkpoints = new FileCheckpoints(folder);
        Path file = folder.resolve("fit.safetensors");
        for (String step : new String[] {"three", "-1", "9".repeat(30)}) {
            Safetensors.write(file, Map.of(), Map.of("step", step));
            assertNamesFile(checkpoints, file);
            assertThrows(InputException.class, checkpoints::steps);
        }
    }

    private static void assertNamesFile(FileCheckpoints checkpoints, Path file) {
        String sentence = assertThrows(InputException.class, () -> checkpoints.load("fit"))
                .sentence();
        assertTrue(sentence.contains(file.toString()), sentence);
    }

    private static Checkpoint checkpoint(String phase, long step) {
        return new Checkpoint(
                phase,
                step,
                Map.of(
                        "w", HostTensor.of(new float[] {1, -0f, Float.MIN_VALUE, step}, 2, 2),
                        "scale", HostTensor.of(new float[] {3})),
                Map.of("steps", HostTensor.of(new long[] {step}, 1), "w/first", HostTensor.of(new float[4], 2, 2)));
    }
}
