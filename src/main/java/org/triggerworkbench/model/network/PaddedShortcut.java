package org.triggerworkbench.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;

/** Shortcut "A" of the CIFAR ResNets: every second pixel, with channels of zeros before and after; no weights. */
record PaddedShortcut(int zerosEachSide) implements Layer {
    @Override
    public NDArray forward(NDArray x, ForwardPass pass) {
        // The greatest of one pixel is that pixel, and pooling has a fast gradient where strided slicing has none.
        NDArray halved = Pool.maxPool2d(x, new Shape(1, 1), new Shape(2, 2), new Shape(0, 0), false);
        Shape shape = halved.getShape();
        NDArray zeros = x.getManager()
                .zeros(new Shape(shape.get(0), zerosEachSide, shape.get(2), shape.get(3)), x.getDataType());
        return zeros.concat(halved, 1).concat(zeros, 1);
    }
}
