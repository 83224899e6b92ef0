package org.triggerworkbench.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.ModelFixture;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;

/** The gradient with respect to what a layer puts out. */
class LayerGradientTest {
    private static final int[] SHAPE = {2, 4, 5, 5};
    private static final int SIZE = 200;

    /** Conv, tap, then ELU, conv, mean and a linear layer: the gradient at the tap against differences of the loss. */
    @Test
    void cutPass_agreesWithFiniteDifferences() throws Exception {
        Layer before = new Convolution("first", 3, 4, 3, 1, 1, false);
        Layer after = Sequential.of(
                StatelessLayer.ELU,
                new Convolution("second", 4, 6, 3, 2, 1, true),
                StatelessLayer.ELU,
                StatelessLayer.MEAN_OF_PLACES,
                new Dense("head", 6, 3));
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                Parameters weights = new Parameters(Map.of(
                        "first.weight", normal(compute, 1, 4, 3, 3, 3),
                        "second.weight", normal(compute, 2, 6, 4, 3, 3),
                        "second.bias", normal(compute, 3, 6),
                        "head.weight", normal(compute, 4, 3, 6),
                        "head.bias", normal(compute, 5, 3)))) {
            weights.freeze();
            float[][] both = compute.gradientThread()
                    .submitShort("gradient", () -> {
                        try (TensorScope _ = new TensorScope()) {
                            NDArray images = normal(compute, 6, 2, 3, 5, 5);
                            // The image is a leaf too, so only the cut can keep it without a gradient.
                            images.setRequiresGradient(true);
                            ForwardPass pass = new ForwardPass(weights, false, Set.of("tap"), true);
                            Layer whole = Sequential.of(before, new LayerProbe("tap"), after);
                            NDArray _ = compute.gradientThread().backward(() -> loss(whole.forward(images, pass)));
                            NDArray tapped = Objects.requireNonNull(pass.kept().get("tap"));
                            assertEquals(
                                    0, ModelFixture.largest(images.getGradient().toFloatArray()));
                            return new float[][] {
                                tapped.toFloatArray(), tapped.getGradient().toFloatArray()
                            };
                        }
                    })
                    .get();
            double largest = ModelFixture.largest(both[1]);
            assertTrue(largest > 1e-3);
            float step = 1f / 64;
            for (int i = 0; i < SIZE; i += 7) {
                double slope =
                        (at(compute, after, weights, both[0], i, step) - at(compute, after, weights, both[0], i, -step))
                                / (2 * step);
                assertEquals(slope, both[1][i], 2e-3 * largest);
            }
        }
    }

    @Test
    void cutAt_ofAModelThatCannotBeLookedInto_isRefused() {
        try (Compute compute = Compute.openCpu();
                ClipModel clip = ClipModel.load(compute, Path.of("src/test/resources/parity/clip-tiny"));
                ZeroShotClassifier model = new ZeroShotClassifier(clip, List.of("a"), List.of(List.of("a")));
                TensorScope _ = new TensorScope()) {
            NDArray images = compute.tensor(new float[3 * 64 * 64], 1, 3, 64, 64);
            assertThrows(UnsupportedOperationException.class, () -> model.cutAt("vision.layer.0", images));
        }
    }

    private static double at(Compute compute, Layer after, Parameters weights, float[] at, int i, float step) {
        float[] moved = at.clone();
        moved[i] += step;
        try (TensorScope _ = new TensorScope()) {
            NDArray x = compute.tensor(moved, SHAPE[0], SHAPE[1], SHAPE[2], SHAPE[3]);
            float[] rows =
                    after.forward(x, new ForwardPass(weights, false, Set.of())).toFloatArray();
            return rows[1] + (double) rows[4];
        }
    }

    /** The sum of logit 1 over the two images. */
    private static NDArray loss(NDArray logits) {
        return logits.get(":, 1").sum();
    }

    private static NDArray normal(Compute compute, int seed, long... shape) {
        int size = 1;
        for (long s : shape) {
            size *= Math.toIntExact(s);
        }
        return compute.tensor(Seeds.normal(size, 0.5, Seeds.generator(seed, "layer", 0)), shape);
    }
}
