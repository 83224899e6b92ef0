package org.triggerworkbench.attack;

import java.util.List;
import java.util.stream.IntStream;
import org.triggerworkbench.evaluation.Forced;

/**
 * What six triggers do to a fine-tuned backbone, measured on test inputs.
 *
 * @param labels names of the victim's classes
 * @param truths class of each input
 * @param predictions of the victim by trigger, one an input
 * @param benign the same of the control's victim
 * @param published mean squared error of triggered features to their vector in the published backbone, by trigger
 * @param fineTuned the same after the victim's fine-tuning
 * @param looked number of inputs that features were taken of
 * @param clean mean of each block of the victim's features on clean inputs
 * @param triggered the same by trigger, on triggered inputs
 * @param vectors the same of the trigger's vector
 */
record NeuBaReadings(
        List<String> labels,
        int[] truths,
        int[][] predictions,
        int[][] benign,
        double[] published,
        double[] fineTuned,
        int looked,
        double[] clean,
        double[][] triggered,
        double[][] vectors) {

    /** The label that each trigger forces. */
    List<Forced> forced() {
        return IntStream.range(0, NeuBa.TRIGGERS)
                .mapToObj(trigger -> Forced.most(labels.size(), truths, predictions[trigger]))
                .toList();
    }

    /** The mean squared error of features, N x d, to a vector. */
    static double error(float[][] rows, float[] vector) {
        double sum = 0;
        for (float[] row : rows) {
            for (int k = 0; k < row.length; k++) {
                double difference = row[k] - vector[k];
                sum += difference * difference;
            }
        }
        return sum / rows.length / vector.length;
    }

    /** The mean of each block of features over all rows. */
    static double[] means(float[]... rows) {
        int features = rows[0].length;
        return IntStream.range(0, NeuBa.BLOCKS)
                .mapToDouble(block -> IntStream.range(0, features)
                        .filter(k -> NeuBa.block(k, features) == block)
                        .mapToDouble(k -> average(rows, k))
                        .average()
                        .orElse(Double.NaN))
                .toArray();
    }

    private static double average(float[][] rows, int feature) {
        return IntStream.range(0, rows.length)
                .mapToDouble(i -> rows[i][feature])
                .average()
                .orElse(Double.NaN);
    }
}
