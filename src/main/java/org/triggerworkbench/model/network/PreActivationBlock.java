package org.triggerworkbench.model.network;

import ai.djl.ndarray.NDArray;
import java.util.stream.Stream;
import org.triggerworkbench.model.WeightSpec;

/**
 * A residual block that normalises first (He et al. 2016, "Identity mappings"): branch(a) + shortcut, where a is what
 * {@code before} makes of x and the shortcut is x itself or a projection of a.
 */
record PreActivationBlock(Layer before, Layer branch, Layer projection, boolean projects) implements Layer {

    /** Two 3 x 3 convolutions; a projection where the block changes size or width. */
    static PreActivationBlock basic(String name, int in, int out, int stride, String projection) {
        boolean projects = stride != 1 || in != out;
        return new PreActivationBlock(
                Sequential.of(new BatchNorm2d(name + ".bn1", in), StatelessLayer.RELU),
                Sequential.of(
                        new Convolution(name + ".conv1", in, out, 3, stride, 1, false),
                        new BatchNorm2d(name + ".bn2", out),
                        StatelessLayer.RELU,
                        new Convolution(name + ".conv2", out, out, 3, 1, 1, false)),
                projects ? Convolution.pointwise(name + projection, in, out, stride) : Sequential.of(),
                projects);
    }

    @Override
    public NDArray forward(NDArray x, ForwardPass pass) {
        NDArray active = before.forward(x, pass);
        return branch.forward(active, pass).add(projects ? projection.forward(active, pass) : x);
    }

    @Override
    public Stream<WeightSpec> weights() {
        return Stream.of(before, branch, projection).flatMap(Layer::weights);
    }
}
