package org.triggerworkbench.model;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.load.ModelLoader;

/** What the tests of this package share. */
public final class ModelFixture {
    public static final ImageSize SIZE = new ImageSize(32, 32);

    private ModelFixture() {}

    public static ModelLoader loader(Compute compute) {
        return new ModelLoader(compute);
    }

    static Classifier load(Compute compute, Path file, String architecture) {
        boolean script = file.toString().endsWith(".pt");
        return (Classifier) loader(compute).load(file, script ? null : architecture, SIZE);
    }

    /** Logits of all pictures in batches of 100, N x K row by row. */
    static float[] logits(Compute compute, Classifier model, Pictures pictures) {
        float[] all = new float[pictures.size() * model.classes()];
        for (int start = 0; start < pictures.size(); start += 100) {
            int n = Math.min(100, pictures.size() - start);
            float[] batch =
                    Arrays.copyOfRange(pictures.planes(), start * Pictures.FLOATS, (start + n) * Pictures.FLOATS);
            try (TensorScope _ = new TensorScope()) {
                NDArray logits = model.logits(compute.tensor(batch, n, 3, Pictures.EDGE, Pictures.EDGE));
                System.arraycopy(logits.toFloatArray(), 0, all, start * model.classes(), n * model.classes());
            }
        }
        return all;
    }

    static int[] predictions(float[] logits, int classes) {
        int[] best = new int[logits.length / classes];
        for (int i = 0; i < best.length; i++) {
            for (int k = 1; k < classes; k++) {
                if (logits[i * classes + k] > logits[i * classes + best[i]]) {
                    best[i] = k;
                }
            }
        }
        return best;
    }

    public static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    public static double largestDifference(float[] a, float[] b) {
        Assertions.assertEquals(a.length, b.length);
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = Math.abs((double) a[i] - b[i]);
            largest = difference > largest || Double.isNaN(difference) ? difference : largest;
        }
        return largest;
    }
}
