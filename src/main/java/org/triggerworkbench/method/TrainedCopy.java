package org.triggerworkbench.method;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.LastLayers;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** A copy of a model whose weights are all trained: what an attack poisons, what a defence repairs. */
public sealed interface TrainedCopy extends AutoCloseable permits TrainedNetwork, TrainedClip {
    /**
     * Copies a model.
     *
     * @param classes of the data, which the model must have at least
     * @throws InputException if the model cannot be trained here or has fewer classes
     */
    static TrainedCopy of(Compute compute, Classifier source, int classes) {
        if (source.classes() >= classes) {
            if (source instanceof NetworkClassifier network) {
                return new TrainedNetwork(compute, network);
            }
            if (source instanceof ZeroShotClassifier zeroShot && zeroShot.source() instanceof ClipModel clip) {
                return new TrainedClip(compute, clip, zeroShot);
            }
        }
        Messages text = Messages.of(TrainedCopy.class);
        throw new InputException(
                takes(source)
                        ? text.get("model.untrainable", source.card().name(), classes)
                        : text.get(
                                "model.untrainedKind",
                                source.card().name(),
                                source.card().architecture()));
    }

    /** Whether {@link #of} takes a model, however many classes it has. */
    static boolean takes(Classifier source) {
        return source instanceof NetworkClassifier
                || (source instanceof ZeroShotClassifier zeroShot && zeroShot.source() instanceof ClipModel);
    }

    /** The copy with its weights as they are now; it predicts as a victim's would. */
    Classifier model();

    /** Its last layers, to be worked on. */
    LastLayers lastLayers();

    /** Weights by name, each requiring a gradient. */
    Map<String, NDArray> trainable();

    /** What changes in training though no gradient moves it, by name: the running statistics of batch norm. */
    Map<String, NDArray> state();

    /** Brings weights back to where they may be after an update; a CLIP's logit scale. */
    default void keepInRange() {}

    /** What is computed as in training, batch norm taking each batch's own statistics. */
    <T> T inTraining(Supplier<T> pass);

    /** Writes the copy to a folder under a name, as {@code --model} opens it; returns what to open. */
    Path save(Path folder, String name);

    @Override
    void close();
}
