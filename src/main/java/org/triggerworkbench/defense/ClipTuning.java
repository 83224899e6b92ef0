package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Map;
import org.triggerworkbench.method.TrainedClip;
import org.triggerworkbench.method.TrainedCopy;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.StepLoss;

/** Fine-tuning of both towers of a CLIP by its own loss on images and captions, and something more. */
abstract class ClipTuning extends CleanTraining {
    private final TrainedClip copy;
    private final ClipPairs pairs;

    /** @throws InputException if the suspect is no CLIP */
    ClipTuning(String name, DefenseSetting setting) {
        super(name, setting);
        ClipPairs.require(name, setting);
        TrainedCopy made = TrainedCopy.of(
                setting.compute(), setting.suspect(), setting.labels().size());
        if (!(made instanceof TrainedClip clip)) {
            made.close();
            throw new InputException(Messages.of(ClipTuning.class)
                    .get("clip.only", setting.suspect().card().name()));
        }
        this.copy = clip;
        this.pairs = new ClipPairs(setting);
    }

    /** The loss of a step's pairs. */
    abstract StepLoss loss(Batch clean, ClipPairs.Pairs pairs);

    /** The copy that is trained. */
    final ClipModel clip() {
        return copy.clip();
    }

    @Override
    final StepLoss loss(Batch clean) {
        return loss(clean, pairs.of(copy.clip(), clean));
    }

    @Override
    public final Map<String, NDArray> trainable() {
        return copy.trainable();
    }

    @Override
    public void afterUpdate() {
        copy.keepInRange();
    }

    @Override
    public final Classifier repaired() {
        return copy.model();
    }

    @Override
    public final Repairer plain() {
        return new PlainFineTuning(setting);
    }

    @Override
    public final Path save(Path folder) {
        return copy.save(folder, "repaired");
    }

    @Override
    public void close() {
        copy.close();
    }
}
