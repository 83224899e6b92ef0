package org.triggerworkbench.attack;

import java.nio.file.Path;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.training.TrainingTask;

/** An attack under training; its classifier answers with the weights as they are now. */
public interface PreparedAttack extends TrainingTask, AutoCloseable {
    /** What a victim would use: the prompted or poisoned model. Closed with this. */
    Classifier attacked();

    /** Which training images are poisoned, by index, ascending. */
    int[] poisoned();

    /**
     * Writes what the attacker ships to a folder, as {@code NAME.safetensors}, and where it is a picture also its values as
     * {@code NAME.npz} and the look of it as {@code NAME.png}; returns the first.
     */
    Path save(Path folder);

    @Override
    void close();
}
