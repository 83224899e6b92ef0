package org.triggerworkbench.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.text.InputException;

/** A copy of a CLIP that is trained. */
class TrainedCopyTest {
    private static final Path CLIP = Path.of("assets/models/road-signs-clip");
    private static final List<String> NAMES = List.of("stop", "yield");
    private static final List<List<String>> PROMPTS =
            List.of(List.of("a stop sign", "a photo of a stop sign"), List.of("a yield sign", "yield"));

    private static Compute compute;
    private static ClipModel clip;
    private static ZeroShotClassifier source;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
        clip = ClipModel.load(compute, CLIP);
        source = new ZeroShotClassifier(clip, NAMES, PROMPTS);
    }

    @AfterAll
    static void close() {
        source.close();
        clip.close();
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @Test
    void of_copiesBothTowers() {
        try (TrainedCopy copy = TrainedCopy.of(compute, source, 2)) {
            assertEquals(clip.parameters().all().keySet(), copy.trainable().keySet());
            assertArrayEquals(logits(source), logits(copy.model()), 1e-4f);
        }
    }

    @Test
    void model_followsTheTextTower() {
        try (TrainedCopy copy = TrainedCopy.of(compute, source, 2)) {
            float[] before = logits(copy.model());
            try (var _ = new TensorScope()) {
                NDArray projection = Objects.requireNonNull(copy.trainable().get("text_projection.weight"));
                projection.setRequiresGradient(false);
                projection.muli(-1);
                projection.setRequiresGradient(true);
            }
            float[] turned = new float[before.length];
            for (int i = 0; i < turned.length; i++) {
                turned[i] = -before[i];
            }
            assertArrayEquals(turned, logits(copy.model()), 1e-3f);
            assertFalse(Arrays.equals(turned, logits(source)), "the source is another");
        }
    }

    @Test
    void save_writesWhatOpensAgain(@TempDir Path folder) {
        try (TrainedCopy copy = TrainedCopy.of(compute, source, 2);
                ClipModel opened = ClipModel.load(compute, copy.save(folder, "repaired"));
                ZeroShotClassifier again = new ZeroShotClassifier(opened, NAMES, PROMPTS)) {
            assertArrayEquals(logits(source), logits(again), 1e-4f);
        }
    }

    @Test
    void of_refusesFewerClasses() {
        InputException few = assertThrows(InputException.class, () -> TrainedCopy.of(compute, source, 3));
        assertTrue(few.sentence().contains("3"), few.sentence());
    }

    private static float[] logits(Classifier model) {
        try (var _ = new TensorScope()) {
            float[] pixels = new float[2 * 3 * 64 * 64];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (i * 37 % 101) / 100f;
            }
            return model.logits(compute.tensor(pixels, 2, 3, 64, 64)).toFloatArray();
        }
    }
}
