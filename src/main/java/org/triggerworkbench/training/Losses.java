package org.triggerworkbench.training;

import ai.djl.ndarray.NDArray;
import org.triggerworkbench.compute.Compute;

/** Losses that more than one task minimises. Factors are floats: a double would make a scalar tensor float64. */
public final class Losses {
    private Losses() {}

    /** Rows of zeros with a one at each label: N x K. */
    public static NDArray oneHot(Compute compute, int[] labels, int classes) {
        float[] rows = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            rows[i * classes + labels[i]] = 1;
        }
        return compute.tensor(rows, labels.length, classes);
    }

    /**
     * Cross-entropy of each row, -sum_k p_k log softmax(logits)_k.
     *
     * @param logits N x K
     * @param shares p, N x K, each row summing to 1
     * @return N
     */
    public static NDArray crossEntropies(NDArray logits, NDArray shares) {
        return logits.logSoftmax(-1).mul(shares).sum(new int[] {1}).neg();
    }
}
