package org.triggerworkbench.evaluation.inspection;

import java.util.stream.IntStream;

/**
 * The images that activate a neuron most, strongest first; of equal ones the first shown comes first.
 *
 * @param ids places of the images in their set
 * @param values of the neuron, one per image
 */
public record StrongestImages(int[] ids, float[] values) {
    /** The m strongest of N, or all if there are fewer; values that are not numbers come last. */
    static StrongestImages of(int neuron, int m, int[] ids, float[][] rows) {
        int[] order = IntStream.range(0, rows.length)
                .boxed()
                .sorted((a, b) -> Double.compare(rank(rows[b][neuron]), rank(rows[a][neuron])))
                .limit(m)
                .mapToInt(Integer::intValue)
                .toArray();
        int[] strongest = new int[order.length];
        float[] values = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            strongest[i] = ids[order[i]];
            values[i] = rows[order[i]][neuron];
        }
        return new StrongestImages(strongest, values);
    }

    private static double rank(float value) {
        return Float.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }
}
