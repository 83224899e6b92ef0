package org.triggerworkbench.evaluation;

import java.util.Arrays;

/**
 * How often each true class was predicted as each class.
 *
 * @param counts K x K, the row is the true class, the column the predicted one
 * @param unanswered K, inputs of each true class that got no answer ({@link Predictor#NO_ANSWER})
 */
public record Confusion(int[][] counts, int[] unanswered) {

    /** No input counted. */
    public static Confusion empty(int classes) {
        return new Confusion(new int[classes][classes], new int[classes]);
    }

    /** Counts one more input. */
    void add(int label, int prediction) {
        if (prediction == Predictor.NO_ANSWER) {
            unanswered[label]++;
        } else {
            counts[label][prediction]++;
        }
    }

    /** Number of classes K. */
    public int classes() {
        return counts.length;
    }

    /** The share of the inputs of one true class that were predicted as it. */
    public Rate accuracy(int label) {
        return new Rate(counts[label][label], rowTotal(label));
    }

    /** The share of all inputs that were predicted as their true class. */
    public Rate accuracy() {
        long hits = 0;
        long n = 0;
        for (int label = 0; label < counts.length; label++) {
            hits += counts[label][label];
            n += rowTotal(label);
        }
        return new Rate(hits, n);
    }

    private long rowTotal(int label) {
        return Arrays.stream(counts[label]).asLongStream().sum() + unanswered[label];
    }
}
