package org.triggerworkbench.model.network;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.Stream;
import org.triggerworkbench.model.WeightSpec;

/** Layers one after the other; none at all is the identity. */
record Sequential(List<Layer> steps) implements Layer {
    Sequential {
        steps = List.copyOf(steps);
    }

    static Sequential of(Layer... steps) {
        return new Sequential(List.of(steps));
    }

    @Override
    public NDArray forward(NDArray x, ForwardPass pass) {
        NDArray y = x;
        for (Layer step : steps) {
            y = step.forward(y, pass);
        }
        return y;
    }

    @Override
    public Stream<WeightSpec> weights() {
        return steps.stream().flatMap(Layer::weights);
    }

    @Override
    public Stream<String> taps() {
        return steps.stream().flatMap(Layer::taps);
    }
}
