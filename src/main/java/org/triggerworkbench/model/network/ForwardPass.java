package org.triggerworkbench.model.network;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.triggerworkbench.model.Parameters;

/** One forward pass: the weights it uses, its mode, and the layers it keeps. */
final class ForwardPass {
    private final Parameters weights;
    private final boolean training;
    private final Set<String> wanted;
    private final boolean cut;
    private final Map<String, NDArray> kept = new LinkedHashMap<>();

    ForwardPass(Parameters weights, boolean training, Set<String> wanted) {
        this(weights, training, wanted, false);
    }

    /**
     * @param cut whether what a wanted layer puts out is cut from how it came to be, as a leaf that requires a gradient: the
     *     engine keeps gradients of leaves only
     */
    ForwardPass(Parameters weights, boolean training, Set<String> wanted, boolean cut) {
        this.weights = weights;
        this.training = training;
        this.wanted = wanted;
        this.cut = cut;
    }

    NDArray weight(String name) {
        return weights.get(name);
    }

    boolean training() {
        return training;
    }

    /** Keeps the output of a wanted layer; what it returns is what the next layer must see. */
    NDArray show(String layer, NDArray output) {
        if (!wanted.contains(layer)) {
            return output;
        }
        NDArray seen = output;
        if (cut) {
            seen = output.stopGradient();
            seen.setRequiresGradient(true);
        }
        kept.put(layer, seen);
        return seen;
    }

    Map<String, NDArray> kept() {
        return kept;
    }
}
