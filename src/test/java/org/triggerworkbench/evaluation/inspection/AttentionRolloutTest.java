package org.triggerworkbench.evaluation.inspection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.evaluation.BrightnessClassifier;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.InspectedModels;
import org.triggerworkbench.evaluation.NoiseImages;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ParityLogits;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipClassifier;

class AttentionRolloutTest {
    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    /** B1 = [[.75, .25], [0, 1]], B2 = [[.5, .5], [.5, .5]]: the first row of B2 B1 is [.375, .625]; of B1 B2 it is [.5, .5]. */
    @Test
    void classRow_ofTwoLayersMatchesTheProductByHand() {
        float[] first = {9, 9, 9, 9, 0.5f, 0.5f, 0, 1};
        float[] second = {9, 9, 9, 9, 0, 1, 1, 0};
        assertArrayEquals(new float[] {0.375f, 0.625f}, AttentionRollout.classRow(List.of(first, second), 1, 2), 1e-7f);
    }

    /** Rows that do not sum to 1 are brought there after the identity is added: [2, 2] / 4 and [0, 4] / 4. */
    @Test
    void classRow_normalisesRows() {
        assertArrayEquals(
                new float[] {0.5f, 0.5f}, AttentionRollout.classRow(List.of(new float[] {1, 2, 0, 3}), 0, 2), 1e-7f);
    }

    @Test
    void rows_ofClipAreThoseOfTheWholeMatrixProduct() {
        try (ZeroShotClassifier model = InspectedModels.tinyClip(compute)) {
            int before = compute.liveTensors();
            EditedImages images = EditedImages.all(NoiseImages.prepared(3, 64), ImageEdit.NONE);
            float[][] rows = new AttentionRollout(compute, 2).rows(model, images);
            assertEquals(before, compute.liveTensors());
            for (int i = 0; i < 3; i++) {
                double[] expected = product(model, images, i)[0];
                double sum = 0;
                for (int t = 0; t < expected.length; t++) {
                    assertEquals(expected[t], rows[i][t], 1e-6);
                    sum += rows[i][t];
                }
                assertEquals(1, sum, 1e-5);
                assertEquals(expected.length, rows[i].length);
            }
        }
    }

    @Test
    void rows_ofAClassifierThatReadsItsPatches_areTheMeanOfTheirs() {
        try (Classifier model = ClipClassifier.load(compute, ParityLogits.FOLDER.resolve("clip-classifier/gelu"))) {
            EditedImages images = EditedImages.all(NoiseImages.prepared(2, 32), ImageEdit.NONE);
            float[][] rows = new AttentionRollout(compute, 2).rows(model, images);
            for (int i = 0; i < 2; i++) {
                double[][] product = product(model, images, i);
                for (int t = 0; t < product.length; t++) {
                    int column = t;
                    double expected = IntStream.range(1, product.length)
                            .mapToDouble(patch -> product[patch][column])
                            .average()
                            .orElseThrow();
                    assertEquals(expected, rows[i][t], 1e-6);
                }
            }
        }
    }

    @Test
    void maps_ofTheBundledModelFillTheInput() {
        try (ZeroShotClassifier model = InspectedModels.bundled(compute)) {
            int before = compute.liveTensors();
            AttentionRollout rollout = new AttentionRollout(compute, 2);
            assertTrue(rollout.supports(model));
            EditedImages images = EditedImages.all(NoiseImages.prepared(3, 64), ImageEdit.NONE);
            for (SaliencyMap map : rollout.maps(model, images)) {
                assertEquals(64 * 64, map.values().length);
                float largest = 0;
                float least = 1;
                for (float value : map.values()) {
                    largest = Math.max(largest, value);
                    least = Math.min(least, value);
                }
                assertEquals(1, largest);
                assertTrue(least > 0, "rollout of softmaxed attention is positive everywhere");
            }
            assertEquals(before, compute.liveTensors());
        }
    }

    @Test
    void maps_ofAModelWithoutAttentionAreRefused() {
        BrightnessClassifier model = new BrightnessClassifier();
        AttentionRollout rollout = new AttentionRollout(compute, 1);
        EditedImages one = EditedImages.all(NoiseImages.prepared(1, 2), ImageEdit.NONE);
        assertThrows(IllegalArgumentException.class, () -> rollout.maps(model, one));
    }

    /** As torch.nn.functional.interpolate of [[0, 1], [2, 3]] to 4 x 4 with align_corners=False. */
    @Test
    void resize_matchesHandValues() {
        float[] expected = {0, 0.25f, 0.75f, 1, 0.5f, 0.75f, 1.25f, 1.5f, 1.5f, 1.75f, 2.25f, 2.5f, 2, 2.25f, 2.75f, 3};
        assertArrayEquals(expected, Bilinear.resize(new float[] {0, 1, 2, 3}, 2, 2, 4, 4), 1e-6f);
        assertArrayEquals(new float[] {5, 5}, Bilinear.resize(new float[] {5}, 1, 1, 1, 2));
    }

    @Test
    void saliencyMap_ofZerosStaysZero() {
        assertArrayEquals(new float[4], SaliencyMap.of(new float[1], 1, 1, 2, 2).values());
        assertArrayEquals(
                new float[] {1, 0.5f},
                SaliencyMap.of(new float[] {4, 2}, 1, 2, 1, 2).values());
    }

    /** The plain product of all layers. */
    private static double[][] product(Classifier model, EditedImages images, int image) {
        try (TensorScope _ = new TensorScope()) {
            double[][] r = {};
            for (NDArray attention : model.attention(images.tensor(compute))) {
                int heads = Math.toIntExact(attention.getShape().get(1));
                int tokens = Math.toIntExact(attention.getShape().get(2));
                float[] a = attention.toFloatArray();
                double[][] b = new double[tokens][tokens];
                for (int i = 0; i < tokens; i++) {
                    for (int j = 0; j < tokens; j++) {
                        for (int h = 0; h < heads; h++) {
                            b[i][j] += a[((image * heads + h) * tokens + i) * tokens + j] / heads;
                        }
                        b[i][j] = (b[i][j] + (i == j ? 1 : 0)) / 2;
                    }
                }
                r = r.length == 0 ? b : times(b, r);
            }
            return r;
        }
    }

    private static double[][] times(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b.length];
        for (double[] row : c) {
            Arrays.fill(row, 0);
        }
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < a.length; k++) {
                for (int j = 0; j < a.length; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }
}
