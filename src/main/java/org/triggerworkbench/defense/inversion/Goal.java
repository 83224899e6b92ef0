package org.triggerworkbench.defense.inversion;

import ai.djl.ndarray.NDArray;

/** What found triggers must bring about, and how that is told; one trigger a row, K rows. */
public interface Goal {
    /** Number of triggers looked for at once, K. */
    int rows();

    /** The class that the trigger of a row forces; {@link org.triggerworkbench.method.FoundTrigger#NO_CLASS} for none. */
    int label(int row);

    /**
     * Looks at stamped images; inside the gradient collector.
     *
     * @param stamped (A B) x 3 x H x W in [0, 1]: the B images of a step with the trigger of the first row, then of the next
     * @param rows the A rows
     * @param ids the B images' places in their set
     */
    Reach reach(NDArray stamped, int[] rows, int[] ids);

    /**
     * How near it is.
     *
     * @param losses A, to be minimised
     * @param success A, in [0, 1]
     */
    record Reach(NDArray losses, double[] success) {}
}
