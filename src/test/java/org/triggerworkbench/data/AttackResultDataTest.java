package org.triggerworkbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.triggerworkbench.data.Refusals.sentence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.pickle.PthFiles;

class AttackResultDataTest {
    @TempDir
    Path folder;

    @Test
    void triggeredImages_areATestSplit() throws IOException {
        float[] values = new float[2 * 3 * 4 * 5];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Dataset data = new DataSources(Map.of()).open(result(values, 7).toString());
        assertEquals(10, data.classNames().size());
        assertEquals(2, data.test().size());
        assertEquals(7, data.test().label(1));
        assertEquals(5, data.test().picture(1).width());
        assertEquals(60 + 2 * 20 + 3 * 5 + 4, data.test().picture(1).at(4, 3, 2));
    }

    @Test
    void valuesOrLabelsOutOfRange_areRefused() throws IOException {
        float[] values = new float[2 * 3 * 4 * 5];
        Path labels = result(values, 10);
        assertTrue(sentence(() -> new DataSources(Map.of()).open(labels.toString()))
                .contains("from 0 to 9"));
        values[0] = 0.5f;
        Path fractions = result(values, 1);
        assertTrue(sentence(() -> new DataSources(Map.of()).open(fractions.toString()))
                .contains("0 to 255"));
    }

    private Path result(float[] values, float label) throws IOException {
        return PthFiles.write(
                folder.resolve("attack_result.pt"),
                Map.of(
                        "num_classes",
                        10,
                        "bd_test",
                        Map.of(
                                "x",
                                HostTensor.of(values, 2, 3, 4, 5),
                                "y",
                                HostTensor.of(new float[] {label, label}, 2))));
    }
}
