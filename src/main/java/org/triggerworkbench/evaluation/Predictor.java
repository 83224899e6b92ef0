package org.triggerworkbench.evaluation;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import java.util.function.Function;
import org.triggerworkbench.compute.Cancellation;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ImageModel;

/** Shows images to a model in batches and copies the answers out; one tensor scope a batch, so memory does not grow. */
public final class Predictor {
    /** The prediction of an input whose logits are not all numbers; it equals no class. */
    public static final int NO_ANSWER = -1;

    private final Compute compute;
    private final int batchSize;

    /**
     * @param batchSize images per forward pass, at least 1
     */
    public Predictor(Compute compute, int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size " + batchSize);
        }
        this.compute = compute;
        this.batchSize = batchSize;
    }

    /** The predicted class of each image (the first of equal logits), or {@link #NO_ANSWER}. */
    public int[] predictions(Classifier model, PreparedImages images, ImageEdit edit) {
        float[][] logits = logits(model, images, edit);
        int[] predictions = new int[logits.length];
        for (int i = 0; i < logits.length; i++) {
            predictions[i] = argmax(logits[i]);
        }
        return predictions;
    }

    /** The logits of each image, N x K. */
    public float[][] logits(Classifier model, PreparedImages images, ImageEdit edit) {
        return rows(images, edit, model::logits);
    }

    /** The images after an edit, each 3 x H x W row by row. */
    public float[][] pixels(PreparedImages images, ImageEdit edit) {
        return rows(images, edit, batch -> batch);
    }

    /** What one layer puts out for each image, flattened to N x D. */
    public float[][] features(ImageModel model, String layer, PreparedImages images, ImageEdit edit) {
        return rows(images, edit, batch -> {
            NDArray output = model.activations(batch, Set.of(layer)).layers().get(layer);
            if (output == null) {
                throw new IllegalStateException("no output of layer " + layer);
            }
            return output;
        });
    }

    /** Row by row what a function of a batch gives; its result has one row per image. */
    public float[][] rows(PreparedImages images, ImageEdit edit, Function<NDArray, NDArray> forward) {
        float[][] all = new float[images.size()][];
        for (int start = 0; start < all.length; start += batchSize) {
            Cancellation.check();
            int[] ids = range(start, Math.min(all.length, start + batchSize));
            try (TensorScope _ = new TensorScope()) {
                NDArray batch = compute.images(images.batch(ids), ids.length, images.height(), images.width());
                split(forward.apply(edit.apply(batch, ids)), all, start, ids.length);
            }
        }
        return all;
    }

    /** The place of the largest value, the first of equals, or {@link #NO_ANSWER} if one is not a number. */
    public static int argmax(float[] values) {
        int best = 0;
        for (int k = 0; k < values.length; k++) {
            if (Float.isNaN(values[k])) {
                return NO_ANSWER;
            }
            if (values[k] > values[best]) {
                best = k;
            }
        }
        return values.length == 0 ? NO_ANSWER : best;
    }

    static void split(NDArray output, float[][] rows, int start, int n) {
        float[] flat = output.toFloatArray();
        int width = flat.length / n;
        for (int i = 0; i < n; i++) {
            float[] row = new float[width];
            System.arraycopy(flat, i * width, row, 0, width);
            rows[start + i] = row;
        }
    }

    private static int[] range(int start, int end) {
        int[] ids = new int[end - start];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = start + i;
        }
        return ids;
    }
}
