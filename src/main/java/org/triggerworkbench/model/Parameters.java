package org.triggerworkbench.model;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;

/** The named weights of a model. Frozen weights get no gradient computed; trainable ones do. */
public final class Parameters implements AutoCloseable {
    private final Map<String, NDArray> tensors;

    /** Takes ownership of the tensors. */
    public Parameters(Map<String, NDArray> tensors) {
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** A weight by its name in the file. */
    public NDArray get(String name) {
        NDArray tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no weight named " + name);
        }
        return tensor;
    }

    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    public Map<String, NDArray> all() {
        return tensors;
    }

    /** Number of weights in all tensors. */
    public long count() {
        return tensors.values().stream().mapToLong(NDArray::size).sum();
    }

    /** Makes the chosen floating weights trainable and freezes the others; returns the trainable ones. Running
     * statistics of batch norm are never trainable. */
    public Map<String, NDArray> train(Predicate<String> chosen) {
        Map<String, NDArray> trainable = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            boolean train = tensor.getDataType().isFloating() && !WeightSpec.isStatistic(name) && chosen.test(name);
            tensor.setRequiresGradient(train);
            if (train) {
                trainable.put(name, tensor);
            }
        });
        return trainable;
    }

    /** Freezes every weight. */
    public void freeze() {
        train(name -> false);
    }

    /** Copies of all weights, frozen, which outlive any scope that is open. */
    public Parameters copy(Compute compute) {
        Map<String, NDArray> copies = new LinkedHashMap<>();
        try (TensorScope scope = new TensorScope()) {
            tensors.forEach((name, tensor) -> copies.put(name, scope.keep(compute.tensor(Compute.toHost(tensor)))));
        }
        return new Parameters(copies);
    }

    /** Copies of all weights in plain memory. */
    public Map<String, HostTensor> toHost() {
        Map<String, HostTensor> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copies.put(name, Compute.toHost(tensor)));
        return copies;
    }

    @Override
    public void close() {
        tensors.values().forEach(NDArray::close);
    }
}
