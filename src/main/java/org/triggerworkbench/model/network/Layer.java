package org.triggerworkbench.model.network;

import ai.djl.ndarray.NDArray;
import java.util.stream.Stream;
import org.triggerworkbench.model.WeightSpec;

/** A step of a network: a differentiable function that looks its weights up by name. Holds no tensors itself. */
interface Layer {
    NDArray forward(NDArray x, ForwardPass pass);

    /** The weights it looks up, in the order of a PyTorch state dict. */
    default Stream<WeightSpec> weights() {
        return Stream.of();
    }

    /** The names under which it shows what it puts out, first to last. */
    default Stream<String> taps() {
        return Stream.of();
    }
}
