package org.triggerworkbench.defense.inversion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.training.Losses;

/**
 * Every stamped image is to be taken for the class of its row: the mean over images of CE(f(x'), class); success is the share
 * that is.
 *
 * @param rows number of classes, K
 * @param taken the class of each image without a trigger; an image counts only for the other classes, as long as others
 *     do. Empty where all count
 */
public record ClassGoal(Compute compute, Classifier model, int rows, int[] taken) implements Goal {
    @Override
    public int label(int row) {
        return row;
    }

    @Override
    public Reach reach(NDArray stamped, int[] rows, int[] ids) {
        int images = ids.length;
        int[] wanted = new int[rows.length * images];
        float[] weights = new float[wanted.length];
        for (int i = 0; i < rows.length; i++) {
            Arrays.fill(wanted, i * images, (i + 1) * images, rows[i]);
            System.arraycopy(weights(rows[i], ids), 0, weights, i * images, images);
        }
        NDArray logits = model.logits(stamped);
        NDArray losses = Losses.crossEntropies(logits, Losses.oneHot(compute, wanted, model.classes()))
                .mul(compute.tensor(weights, weights.length))
                .reshape(new Shape(rows.length, images))
                .sum(new int[] {1});
        List<float[]> answers = EditedImages.split(logits, wanted.length);
        double[] success = new double[rows.length];
        for (int i = 0; i < wanted.length; i++) {
            success[i / images] += Predictor.argmax(answers.get(i)) == wanted[i] ? weights[i] : 0;
        }
        return new Reach(losses, success);
    }

    /** The same for each image that counts; they sum to 1. */
    private float[] weights(int label, int[] ids) {
        boolean[] counted = new boolean[ids.length];
        IntStream.range(0, ids.length).forEach(i -> counted[i] = taken.length == 0 || taken[ids[i]] != label);
        long n = IntStream.range(0, ids.length).filter(i -> counted[i]).count();
        float[] weights = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            weights[i] = n == 0 ? 1f / ids.length : counted[i] ? 1f / n : 0;
        }
        return weights;
    }
}
