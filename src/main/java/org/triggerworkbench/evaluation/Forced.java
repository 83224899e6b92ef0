package org.triggerworkbench.evaluation;

import java.util.stream.IntStream;

/**
 * The share of the images of other labels that are given a label: what a trigger sends them to.
 *
 * @param rate 0 of 0 where there are no such images
 */
public record Forced(int label, Rate rate) {
    /** For a label. */
    public static Forced towards(int label, int[] truths, int[] predictions) {
        long others = IntStream.of(truths).filter(truth -> truth != label).count();
        long hits = IntStream.range(0, truths.length)
                .filter(i -> truths[i] != label && predictions[i] == label)
                .count();
        return new Forced(label, new Rate(hits, others));
    }

    /** For the label that has the largest, the first of equals. */
    public static Forced most(int classes, int[] truths, int[] predictions) {
        Forced most = towards(0, truths, predictions);
        for (int label = 1; label < classes; label++) {
            Forced other = towards(label, truths, predictions);
            // Not a number where there are no images of other labels.
            if (!(most.rate().value() >= other.rate().value())) {
                most = other;
            }
        }
        return most;
    }
}
