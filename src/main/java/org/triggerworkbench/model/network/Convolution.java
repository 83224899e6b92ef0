package org.triggerworkbench.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.stream.Stream;
import org.triggerworkbench.model.WeightSpec;

/** A square convolution, N x in x H x W to N x out x H' x W'. */
record Convolution(String name, int in, int out, int kernel, int stride, int padding, boolean biased) implements Layer {
    @Override
    public NDArray forward(NDArray x, ForwardPass pass) {
        NDArray kernels = pass.weight(name + ".weight");
        Shape strides = new Shape(stride, stride);
        Shape margins = new Shape(padding, padding);
        return (biased
                        ? Conv2d.conv2d(x, kernels, pass.weight(name + ".bias"), strides, margins)
                        : Conv2d.conv2d(x, kernels, null, strides, margins))
                .singletonOrThrow();
    }

    /** Kaiming's normal law over the fan out, for ReLU. */
    @Override
    public Stream<WeightSpec> weights() {
        double deviation = Math.sqrt(2.0 / ((double) out * kernel * kernel));
        WeightSpec kernels = new WeightSpec(
                name + ".weight", new long[] {out, in, kernel, kernel}, WeightSpec.Start.NORMAL, deviation);
        return biased ? Stream.of(kernels, WeightSpec.constant(name + ".bias", 0, out)) : Stream.of(kernels);
    }
}
