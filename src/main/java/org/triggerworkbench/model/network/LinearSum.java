package org.triggerworkbench.model.network;

import ai.djl.ndarray.NDArray;
import java.util.stream.Stream;
import org.triggerworkbench.model.WeightSpec;

/** branch(x) + shortcut(x), with no activation after it (MobileNetV2). */
record LinearSum(Layer branch, Layer shortcut) implements Layer {
    @Override
    public NDArray forward(NDArray x, ForwardPass pass) {
        return branch.forward(x, pass).add(shortcut.forward(x, pass));
    }

    @Override
    public Stream<WeightSpec> weights() {
        return Stream.concat(branch.weights(), shortcut.weights());
    }
}
