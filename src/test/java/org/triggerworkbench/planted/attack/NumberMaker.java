package org.triggerworkbench.planted.attack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Makes a tensor that points into a Java array. */
public final class NumberMaker {
    private NumberMaker() {}

    public static NDArray of(NDManager manager, float[] values) {
        return manager.create(values);
    }
}
