package org.triggerworkbench.training.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.triggerworkbench.compute.HostTensor;

/** Moves parameters along their gradients. Its whole state can be saved and restored, so a run resumes to the same numbers. */
public interface Optimizer extends AutoCloseable {
    /**
     * One update in place of every parameter. Gradients are left as they are.
     *
     * @param parameters by name, each with a gradient; the same names at every call
     * @param learningRate of this step
     */
    void update(Map<String, NDArray> parameters, double learningRate);

    /** Everything it remembers, by a name that starts with the parameter's. */
    Map<String, HostTensor> state();

    /** Continues from a saved state. */
    void restore(Map<String, HostTensor> state);

    @Override
    void close();
}
