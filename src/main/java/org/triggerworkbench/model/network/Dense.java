package org.triggerworkbench.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import java.util.stream.Stream;
import org.triggerworkbench.model.WeightSpec;

/** A linear layer with a bias, N x in to N x out. */
record Dense(String name, int in, int out) implements Layer {
    @Override
    public NDArray forward(NDArray x, ForwardPass pass) {
        return Linear.linear(x, pass.weight(name + ".weight"), pass.weight(name + ".bias"))
                .singletonOrThrow();
    }

    /** PyTorch's default: both uniform within 1/sqrt(in). */
    @Override
    public Stream<WeightSpec> weights() {
        double bound = 1 / Math.sqrt(in);
        return Stream.of(
                new WeightSpec(name + ".weight", new long[] {out, in}, WeightSpec.Start.UNIFORM, bound),
                new WeightSpec(name + ".bias", new long[] {out}, WeightSpec.Start.UNIFORM, bound));
    }
}
