package org.triggerworkbench.compute;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Products with a number that are safe under gradients. The engine's own {@code mul(Number)} lets native code point into a
 * Java buffer and lets go of that buffer at once; backward then multiplies by whatever lies there after a garbage
 * collection. Here the number is the engine's own memory.
 */
public final class Scalars {
    private Scalars() {}

    /** Every element times a number; float32. */
    public static NDArray times(NDArray tensor, double factor) {
        try (NDArray number = tensor.getManager().full(new Shape(), (float) factor, DataType.FLOAT32)) {
            return tensor.mul(number);
        }
    }
}
