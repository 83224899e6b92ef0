package org.triggerworkbench.compute;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;

/**
 * The life of the tensors made by the current thread between opening and closing: closing frees all of them, whichever
 * manager they belong to, except those kept. One a training step, one a prediction.
 */
public final class TensorScope implements AutoCloseable {
    private final NDScope scope = new NDScope();

    /** Opens a scope on the current thread; close it on the same thread. */
    public TensorScope() {
        scope.suppressNotUsedWarning();
    }

    /** Lets a tensor outlive this scope (not an outer one); its manager owns it from now on. */
    public NDArray keep(NDArray tensor) {
        NDScope.unregister(tensor);
        return tensor;
    }

    @Override
    public void close() {
        scope.close();
    }
}
