package org.triggerworkbench.attack;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.triggerworkbench.evaluation.Forced;
import org.triggerworkbench.evaluation.Target;

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

    /** What is asked of a backbone, its victim and the control's victim. */
    interface Probe {
        /** What the victim answers for the test inputs with a trigger. */
        int[] predictions(int trigger);

        /** The same of the control's victim. */
        int[] benign(int trigger);

        /** Features of some test inputs with a trigger in the published backbone, N x d. */
        float[][] published(int trigger);

        /** The same after the victim's fine-tuning. */
        float[][] fineTuned(int trigger);

        /** The same without a trigger. */
        float[][] clean();
    }

    /**
     * Asks for everything.
     *
     * @param vectors v_i, by trigger
     */
    static NeuBaReadings of(List<String> labels, int[] truths, float[][] vectors, Probe probe) {
        int count = vectors.length;
        int[][] predictions = new int[count][];
        int[][] benign = new int[count][];
        double[] published = new double[count];
        double[] fineTuned = new double[count];
        double[][] triggered = new double[count][];
        double[][] wanted = new double[count][];
        for (int i = 0; i < count; i++) {
            predictions[i] = probe.predictions(i);
            benign[i] = probe.benign(i);
            float[][] after = probe.fineTuned(i);
            published[i] = error(probe.published(i), vectors[i]);
            fineTuned[i] = error(after, vectors[i]);
            triggered[i] = means(after);
            wanted[i] = means(vectors[i]);
        }
        float[][] clean = probe.clean();
        return new NeuBaReadings(
                labels,
                truths,
                predictions,
                benign,
                published,
                fineTuned,
                clean.length,
                means(clean),
                triggered,
                wanted);
    }

    /** The trigger that is answered with the target most often, the first of equals. */
    static int strongest(Target target, int[] truths, IntFunction<int[]> predictions) {
        int strongest = 0;
        long most = -1;
        for (int trigger = 0; trigger < NeuBa.TRIGGERS; trigger++) {
            int[] answers = predictions.apply(trigger);
            long hits = IntStream.range(0, truths.length)
                    .filter(i -> target.counts(truths[i]) && answers[i] == target.expected(truths[i]))
                    .count();
            if (hits > most) {
                most = hits;
                strongest = trigger;
            }
        }
        return strongest;
    }

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
