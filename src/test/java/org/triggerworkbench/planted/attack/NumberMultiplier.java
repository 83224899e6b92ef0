package org.triggerworkbench.planted.attack;

import ai.djl.ndarray.NDArray;

/** Multiplies by a number that lies in a Java buffer. */
public final class NumberMultiplier {
    private NumberMultiplier() {}

    public static NDArray half(NDArray tensor) {
        return tensor.mul(0.5f);
    }
}
