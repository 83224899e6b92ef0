package org.triggerworkbench.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.List;
import java.util.function.Supplier;

/**
 * Frees what a step of a forward pass makes on the way as soon as the step is done, so that a pass over many layers does
 * not hold all of them. Safe within a gradient: the engine's graph holds for itself what the way back needs.
 */
public final class Intermediates {
    private Intermediates() {}

    /** Runs a step; only the tensors it returns live on, in the caller's scope. They must be made by the step. */
    public static List<NDArray> freed(Supplier<List<NDArray>> step) {
        List<NDArray> results;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            results = step.get();
            results.forEach(NDScope::unregister);
        }
        results.forEach(NDScope::register);
        return results;
    }

    /** As {@link #freed} for a step of one result. */
    public static NDArray freedOne(Supplier<NDArray> step) {
        return freed(() -> List.of(step.get())).getFirst();
    }
}
