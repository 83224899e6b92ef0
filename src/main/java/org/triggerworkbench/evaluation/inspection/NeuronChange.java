package org.triggerworkbench.evaluation.inspection;

/**
 * What a trigger does to one neuron.
 *
 * @param neuron its place in the layer, from 0
 * @param cleanMean mean over the clean images
 * @param triggeredMean mean over the triggered images
 * @param cleanDeviation standard deviation over the clean images (divided by N - 1); NaN for a single image
 */
public record NeuronChange(int neuron, double cleanMean, double triggeredMean, double cleanDeviation) {
    /**
     * (triggered mean - clean mean) / clean standard deviation. 0 where the means are equal; infinite where only clean
     * images leave the neuron at one value; NaN for a single image.
     */
    public double change() {
        double difference = triggeredMean - cleanMean;
        return difference == 0 && cleanDeviation == 0 ? 0 : difference / cleanDeviation;
    }
}
