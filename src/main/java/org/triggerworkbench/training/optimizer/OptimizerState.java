package org.triggerworkbench.training.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.LinkedHashMap;
import java.util.Map;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;

/** Tensors an optimiser remembers for each parameter, made of zeros when first asked for. */
final class OptimizerState implements AutoCloseable {
    private final Compute compute;
    private final Map<String, NDArray> tensors = new LinkedHashMap<>();

    OptimizerState(Compute compute) {
        this.compute = compute;
    }

    /** The remembered tensor of a parameter under a role such as {@code momentum}. */
    NDArray get(String parameter, String role, NDArray like) {
        return tensors.computeIfAbsent(
                parameter + "/" + role, key -> own(compute.manager().zeros(like.getShape(), like.getDataType())));
    }

    Map<String, HostTensor> save() {
        Map<String, HostTensor> saved = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> saved.put(name, Compute.toHost(tensor)));
        return saved;
    }

    void restore(Map<String, HostTensor> saved) {
        close();
        saved.forEach((name, tensor) -> tensors.put(name, own(compute.tensor(tensor))));
    }

    @Override
    public void close() {
        tensors.values().forEach(NDArray::close);
        tensors.clear();
    }

    /** Takes a tensor out of the step's scope, if there is one. */
    private static NDArray own(NDArray tensor) {
        NDScope.unregister(tensor);
        return tensor;
    }
}
