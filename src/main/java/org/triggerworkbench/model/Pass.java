package org.triggerworkbench.model;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** One forward pass: the weights it uses, its mode, and the layers it keeps. */
final class Pass {
    private final Parameters weights;
    private final boolean training;
    private final Set<String> wanted;
    private final Map<String, NDArray> kept = new LinkedHashMap<>();

    Pass(Parameters weights, boolean training, Set<String> wanted) {
        this.weights = weights;
        this.training = training;
        this.wanted = wanted;
    }

    NDArray weight(String name) {
        return weights.get(name);
    }

    boolean training() {
        return training;
    }

    void show(String layer, NDArray output) {
        if (wanted.contains(layer)) {
            kept.put(layer, output);
        }
    }

    Map<String, NDArray> kept() {
        return kept;
    }
}
