package org.triggerworkbench.method;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.LastLayers;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** A copy of a network whose weights are all trained: what an attack poisons, what a defence repairs. */
public final class TrainedCopy implements AutoCloseable {
    private final NetworkClassifier model;
    private final Map<String, NDArray> trainable;
    private final Map<String, NDArray> state;

    /**
     * Copies a model.
     *
     * @param classes of the data, which the model must have at least
     * @throws InputException if the model cannot be trained here or has fewer classes
     */
    public TrainedCopy(Compute compute, Classifier source, int classes) {
        if (!(source instanceof NetworkClassifier network) || source.classes() < classes) {
            throw new InputException(Messages.of(TrainedCopy.class)
                    .get("model.untrainable", source.card().name(), classes));
        }
        this.model = network.copy(compute);
        this.trainable = model.parameters().train(weight -> true);
        this.state = new LinkedHashMap<>(model.parameters().all());
        state.keySet().removeAll(trainable.keySet());
    }

    /** The copy with its weights as they are now; it predicts as a victim's would. */
    public NetworkClassifier model() {
        return model;
    }

    /** Its last layers, to be worked on. */
    public LastLayers lastLayers() {
        return model;
    }

    /** Weights by name, each requiring a gradient. */
    public Map<String, NDArray> trainable() {
        return trainable;
    }

    /** The running statistics of batch norm, by name. */
    public Map<String, NDArray> state() {
        return state;
    }

    /** What is computed while batch norm takes each batch's own statistics. */
    public <T> T inTraining(Supplier<T> pass) {
        model.training(true);
        try {
            return pass.get();
        } finally {
            // Short jobs between the steps ask the model as a victim would.
            model.training(false);
        }
    }

    /** Writes {@code NAME.safetensors} and its card {@code NAME.model.json} to a folder; returns the first. */
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
