package org.triggerworkbench.experiment.live;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a model sees some images.
 *
 * @param pixels what it is shown, ARGB of each image row by row: after resize, crop, trigger and prompt, clipped to [0, 1]
 * @param probabilities softmax of the logits, N x K
 * @param predictions class of each image, or {@link org.triggerworkbench.evaluation.Predictor#NO_ANSWER}
 * @param features in the question's space, N x D; empty in a glance
 */
public record ImageResults(int[][] pixels, float[][] probabilities, int[] predictions, float[][] features) {
    /** The images of several, one after the other. */
    static ImageResults joined(List<ImageResults> parts) {
        return new ImageResults(
                parts.stream().flatMap(part -> Stream.of(part.pixels())).toArray(int[][]::new),
                parts.stream().flatMap(part -> Stream.of(part.probabilities())).toArray(float[][]::new),
                parts.stream()
                        .flatMapToInt(part -> IntStream.of(part.predictions()))
                        .toArray(),
                parts.stream().flatMap(part -> Stream.of(part.features())).toArray(float[][]::new));
    }
}
