package org.triggerworkbench.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.norm.BatchNorm;
import java.util.stream.Stream;
import org.triggerworkbench.model.WeightSpec;

/**
 * Batch normalisation over N, H and W: with the running statistics, or in a training pass with the batch's own, which
 * then move the running ones by a tenth.
 */
record BatchNorm2d(String name, int channels) implements Layer {
    private static final float EPSILON = 1e-5f;
    /** The share of the old statistics that stays; PyTorch writes it as momentum 0.1. */
    private static final float KEPT = 0.9f;

    @Override
    public NDArray forward(NDArray x, ForwardPass pass) {
        return BatchNorm.batchNorm(
                        x,
                        pass.weight(name + ".running_mean"),
                        pass.weight(name + ".running_var"),
                        pass.weight(name + ".weight"),
                        pass.weight(name + ".bias"),
                        1,
                        KEPT,
                        EPSILON,
                        pass.training())
                .singletonOrThrow();
    }

    @Override
    public Stream<WeightSpec> weights() {
        return Stream.of(
                WeightSpec.constant(name + ".weight", 1, channels),
                WeightSpec.constant(name + ".bias", 0, channels),
                WeightSpec.constant(name + ".running_mean", 0, channels),
                WeightSpec.constant(name + ".running_var", 1, channels));
    }
}
