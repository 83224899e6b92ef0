package org.triggerworkbench.method;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.model.LastLayers;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;

/** A copy of both towers of a CLIP; what its classes mean follows the text tower. */
public final class TrainedClip implements TrainedCopy {
    private final ClipModel clip;
    private final ZeroShotClassifier model;
    private final Map<String, NDArray> trainable;

    TrainedClip(Compute compute, ClipModel source, ZeroShotClassifier words) {
        this.clip = source.copy(compute);
        this.model = ZeroShotClassifier.following(clip, words.card().labels(), words.prompts());
        this.trainable = clip.parameters().train(weight -> true);
    }

    /** Both towers, as they are now. */
    public ClipModel clip() {
        return clip;
    }

    @Override
    public ZeroShotClassifier model() {
        return model;
    }

    @Override
    public LastLayers lastLayers() {
        return clip;
    }

    @Override
    public Map<String, NDArray> trainable() {
        return trainable;
    }

    @Override
    public Map<String, NDArray> state() {
        return Map.of();
    }

    @Override
    public <T> T inTraining(Supplier<T> pass) {
        return pass.get();
    }

    /** The logit scale: its exponential is in [1, 100] (Radford et al. 2021, section 2.5). */
    @Override
    public void keepInRange() {
        clip.keepScaleInRange();
    }

    /** As a folder {@code NAME} in the Hugging Face layout. */
    @Override
    public Path save(Path folder, String name) {
        Path made = folder.resolve(name);
        clip.save(made);
        return made;
    }

    @Override
    public void close() {
        model.close();
        clip.close();
    }
}
