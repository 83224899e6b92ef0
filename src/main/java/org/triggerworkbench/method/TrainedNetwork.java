package org.triggerworkbench.method;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.model.LastLayers;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.model.network.NetworkClassifier;

/** A copy of a network. */
public final class TrainedNetwork implements TrainedCopy {
    private final NetworkClassifier model;
    private final Map<String, NDArray> trainable;
    private final Map<String, NDArray> state;

    /** Copies a network that has as many classes as are wanted. */
    public TrainedNetwork(Compute compute, NetworkClassifier network) {
        this.model = network.copy(compute);
        this.trainable = model.parameters().train(weight -> true);
        this.state = new LinkedHashMap<>(model.parameters().all());
        state.keySet().removeAll(trainable.keySet());
    }

    @Override
    public NetworkClassifier model() {
        return model;
    }

    @Override
    public LastLayers lastLayers() {
        return model;
    }

    @Override
    public Map<String, NDArray> trainable() {
        return trainable;
    }

    @Override
    public Map<String, NDArray> state() {
        return state;
    }

    @Override
    public <T> T inTraining(Supplier<T> pass) {
        model.training(true);
        try {
            return pass.get();
        } finally {
            // Short jobs between the steps ask the model as a victim would.
            model.training(false);
        }
    }

    /** As {@code NAME.safetensors}, and its card {@code NAME.model.json}; returns the first. */
    @Override
    public Path save(Path folder, String name) {
        Path file = folder.resolve(name + ".safetensors");
        Safetensors.write(file, model.parameters().toHost(), Map.of());
        ModelCardFile.write(folder.resolve(name + ".model.json"), model.card());
        return file;
    }

    @Override
    public void close() {
        model.close();
    }
}
