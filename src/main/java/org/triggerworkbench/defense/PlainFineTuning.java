package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.method.TrainedCopy;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.training.StepLoss;

/**
 * Fine-tuning of all weights on the defender's clean images: min over w of mean CE(f_w(x), y). Plain, it is what every repair
 * of a model must beat; a repair that only adds to the loss is this with a penalty.
 */
public class PlainFineTuning extends CleanTraining {
    private final @Nullable Function<Map<String, NDArray>, NDArray> penalty;
    private final TrainedCopy copy;

    /** @throws org.triggerworkbench.text.InputException if the suspect's weights cannot be trained here */
    public PlainFineTuning(DefenseSetting setting) {
        this("plain-fine-tuning", setting, null);
    }

    /**
     * Fine-tuning with something more to minimise.
     *
     * @param name of the phase and of its file
     * @param penalty from the weights by name to what is added to the loss; null for nothing
     */
    PlainFineTuning(String name, DefenseSetting setting, @Nullable Function<Map<String, NDArray>, NDArray> penalty) {
        super(name, setting);
        this.penalty = penalty;
        this.copy = TrainedCopy.of(
                setting.compute(), setting.suspect(), setting.labels().size());
    }

    @Override
    public Map<String, NDArray> trainable() {
        return copy.trainable();
    }

    @Override
    public Map<String, NDArray> state() {
        return copy.state();
    }

    @Override
    StepLoss loss(Batch clean) {
        NDArray loss = copy.inTraining(() -> crossEntropy(copy.model().logits(clean.images()), clean));
        NDArray total = penalty == null ? loss : loss.add(penalty.apply(copy.trainable()));
        return new StepLoss(total, Map.of("clean", loss), clean.ids().length);
    }

    /** What is trained. */
    final TrainedCopy copy() {
        return copy;
    }

    @Override
    public Classifier repaired() {
        return copy.model();
    }

    @Override
    public Repairer plain() {
        return new PlainFineTuning(setting);
    }

    @Override
    public Path save(Path folder) {
        return copy.save(folder, "repaired");
    }

    @Override
    public void close() {
        copy.close();
    }
}
