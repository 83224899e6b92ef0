package org.triggerworkbench.model.network;

import ai.djl.ndarray.NDArray;

/** Zeroes a share of the values in training passes and scales up the rest; the identity otherwise. */
record Dropout(float rate) implements Layer {
    @Override
    public NDArray forward(NDArray x, ForwardPass pass) {
        return pass.training() ? ai.djl.nn.norm.Dropout.dropout(x, rate, true).singletonOrThrow() : x;
    }
}
