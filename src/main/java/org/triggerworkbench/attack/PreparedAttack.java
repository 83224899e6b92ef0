package org.triggerworkbench.attack;

import java.nio.file.Path;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.Trigger;

/** An attack under training; its classifier answers with the weights as they are now. */
public interface PreparedAttack extends TrainingTask, AutoCloseable {
    /** What a victim would use: the prompted, the poisoned or the clean model. Closed with this. */
    Classifier attacked();

    /** Which training images are poisoned, by index, ascending. */
    int[] poisoned();

    /** What is stamped at test time: the setting's trigger, or the one that the attack itself makes, as it is now. */
    Trigger trigger();

    /**
     * Writes what the attacker ships to a folder, as {@code NAME.safetensors}; where it is a model also its card as
     * {@code NAME.model.json}, where it is a picture also its values as {@code NAME.npz} and the look of it as
     * {@code NAME.png}. Returns the first.
     */
    Path save(Path folder);

    @Override
    void close();
}
