package org.triggerworkbench.compute;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Products with a number, and bounds, that are safe under gradients. The engine's own {@code mul(Number)} lets native code point into a
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

    /**
     * Every element kept between two bounds; float32. As with torch.clamp the gradient is 1 from bound to bound, both
     * included, and 0 beyond.
     */
    public static NDArray clip(NDArray tensor, double low, double high) {
        NDManager manager = tensor.getManager();
        try (NDArray least = manager.full(new Shape(), (float) low, DataType.FLOAT32);
                NDArray most = manager.full(new Shape(), (float) high, DataType.FLOAT32);
                NDArray below = tensor.lt(least);
                NDArray notBelow = below.logicalNot();
                NDArray raised = NDArrays.where(notBelow, tensor, least);
                NDArray above = raised.gt(most);
                NDArray notAbove = above.logicalNot()) {
            return NDArrays.where(notAbove, raised, most);
        }
    }
}
