package org.triggerworkbench.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.stream.Stream;
import org.triggerworkbench.model.WeightSpec;

/**
 * A square convolution, N x in x H x W to N x out x H' x W'.
 *
 * @param groups of channels that do not see each other; as many as channels for a depthwise one
 */
record Convolution(String name, int in, int out, int kernel, int stride, int padding, int groups, boolean biased)
        implements Layer {
    private static final Shape UNDILATED = new Shape(1, 1);

    Convolution(String name, int in, int out, int kernel, int stride, int padding, boolean biased) {
        this(name, in, out, kernel, stride, padding, 1, biased);
    }

    /** 3 x 3, each channel for itself. */
    static Convolution depthwise(String name, int channels, int stride) {
        return new Convolution(name, channels, channels, 3, stride, 1, channels, false);
    }

    /** 1 x 1, without a bias. */
    static Convolution pointwise(String name, int in, int out, int stride) {
        return new Convolution(name, in, out, 1, stride, 0, false);
    }

    @Override
    public NDArray forward(NDArray x, ForwardPass pass) {
        NDArray kernels = pass.weight(name + ".weight");
        Shape strides = new Shape(stride, stride);
        Shape margins = new Shape(padding, padding);
        return (biased
                        ? Conv2d.conv2d(x, kernels, pass.weight(name + ".bias"), strides, margins, UNDILATED, groups)
                        : Conv2d.conv2d(x, kernels, null, strides, margins, UNDILATED, groups))
                .singletonOrThrow();
    }

    /** Kaiming's normal law over the fan out, for ReLU. */
    @Override
    public Stream<WeightSpec> weights() {
        double deviation = Math.sqrt(2.0 * groups / ((double) out * kernel * kernel));
        WeightSpec kernels = new WeightSpec(
                name + ".weight", new long[] {out, in / groups, kernel, kernel}, WeightSpec.Start.NORMAL, deviation);
        return biased ? Stream.of(kernels, WeightSpec.constant(name + ".bias", 0, out)) : Stream.of(kernels);
    }
}
