package org.triggerworkbench.model.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.triggerworkbench.model.WeightSpec;

/** A residual block, activation(branch(x) + shortcut(x)). */
record ResidualBlock(Layer branch, Layer shortcut, Layer activation) implements Layer {
    ResidualBlock(Layer branch, Layer shortcut) {
        this(branch, shortcut, StatelessLayer.RELU);
    }

    /** Builds the block of one name: channels in, inner channels, stride. */
    interface Kind {
        ResidualBlock build(String name, int in, int planes, int stride);
    }

    /** Two 3 x 3 convolutions (ResNet-18 and the CIFAR ResNets). */
    static ResidualBlock basic(String name, int in, int planes, int stride, Layer shortcut) {
        return new ResidualBlock(
                Sequential.of(
                        new Convolution(name + ".conv1", in, planes, 3, stride, 1, false),
                        new BatchNorm2d(name + ".bn1", planes),
                        StatelessLayer.RELU,
                        new Convolution(name + ".conv2", planes, planes, 3, 1, 1, false),
                        new BatchNorm2d(name + ".bn2", planes)),
                shortcut);
    }

    /** 1 x 1, 3 x 3 with the stride, 1 x 1 to four times the channels (ResNet-50). */
    static ResidualBlock bottleneck(String name, int in, int planes, int stride, Layer shortcut) {
        return new ResidualBlock(
                Sequential.of(
                        new Convolution(name + ".conv1", in, planes, 1, 1, 0, false),
                        new BatchNorm2d(name + ".bn1", planes),
                        StatelessLayer.RELU,
                        new Convolution(name + ".conv2", planes, planes, 3, stride, 1, false),
                        new BatchNorm2d(name + ".bn2", planes),
                        StatelessLayer.RELU,
                        new Convolution(name + ".conv3", planes, 4 * planes, 1, 1, 0, false),
                        new BatchNorm2d(name + ".bn3", 4 * planes)),
                shortcut);
    }

    /** A stage: the first block takes the stride, each next one starts from {@code planes * expansion} channels. */
    static Sequential stage(String name, Kind kind, int in, int planes, int expansion, int blocks, int stride) {
        List<Layer> steps = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            steps.add(kind.build(name + "." + i, i == 0 ? in : planes * expansion, planes, i == 0 ? stride : 1));
        }
        steps.add(new LayerProbe(name));
        return new Sequential(steps);
    }

    @Override
    public NDArray forward(NDArray x, ForwardPass pass) {
        return activation.forward(branch.forward(x, pass).add(shortcut.forward(x, pass)), pass);
    }

    @Override
    public Stream<WeightSpec> weights() {
        return Stream.concat(branch.weights(), shortcut.weights());
    }
}
