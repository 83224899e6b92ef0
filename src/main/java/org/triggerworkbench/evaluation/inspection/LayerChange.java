package org.triggerworkbench.evaluation.inspection;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a trigger does to one layer. A neuron is a channel of a convolutional layer (its mean over space), a dimension of a
 * transformer layer (its mean over all tokens, the class token among them), or a place of a vector.
 *
 * @param layer its name
 * @param kind its kind
 * @param relativeChange sum of |triggered - clean| divided by the sum of |clean| over all outputs of the layer and all
 *     images; NaN where the clean outputs are all 0 and nothing changes
 * @param ids places of the N images in their set
 * @param clean N x D values of the neurons for the clean images
 * @param triggered the same for the triggered ones
 */
public record LayerChange(
        String layer, LayerKind kind, double relativeChange, int[] ids, float[][] clean, float[][] triggered) {

    /** Every neuron's change, in the order of the layer. */
    public List<NeuronChange> neurons() {
        double[] cleanMeans = means(clean);
        double[] triggeredMeans = means(triggered);
        double[] squares = new double[cleanMeans.length];
        for (float[] row : clean) {
            for (int d = 0; d < squares.length; d++) {
                double off = row[d] - cleanMeans[d];
                squares[d] += off * off;
            }
        }
        return IntStream.range(0, squares.length)
                .mapToObj(d -> new NeuronChange(
                        d, cleanMeans[d], triggeredMeans[d], Math.sqrt(squares[d] / (clean.length - 1))))
                .toList();
    }

    /**
     * The k neurons of the largest |{@link NeuronChange#change()}|, the largest first; of equal ones that with the larger
     * difference of means. Changes that are not numbers come last.
     */
    public List<NeuronChange> top(int k) {
        return neurons().stream()
                .sorted(Comparator.comparingDouble(LayerChange::size)
                        .thenComparingDouble(neuron -> Math.abs(neuron.triggeredMean() - neuron.cleanMean()))
                        .reversed())
                .limit(k)
                .toList();
    }

    /** The m clean images that activate a neuron most. */
    public StrongestImages strongestClean(int neuron, int m) {
        return StrongestImages.of(neuron, m, ids, clean);
    }

    /** The m triggered images that activate a neuron most. */
    public StrongestImages strongestTriggered(int neuron, int m) {
        return StrongestImages.of(neuron, m, ids, triggered);
    }

    private static double size(NeuronChange neuron) {
        double size = Math.abs(neuron.change());
        return Double.isNaN(size) ? -1 : size;
    }

    private static double[] means(float[][] rows) {
        double[] means = new double[rows.length == 0 ? 0 : rows[0].length];
        for (float[] row : rows) {
            for (int d = 0; d < means.length; d++) {
                means[d] += row[d];
            }
        }
        for (int d = 0; d < means.length; d++) {
            means[d] /= rows.length;
        }
        return means;
    }
}
