package org.triggerworkbench.attack;

import java.util.Map;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.training.TrainingTask;

/** An attack under training; its classifier answers with the weights as they are now. */
public interface PreparedAttack extends TrainingTask, AutoCloseable {
    /** What a victim would use: the prompted or poisoned model. Closed with this. */
    Classifier attacked();

    /** Which training images are poisoned, by index, ascending. */
    int[] poisoned();

    /** What the attacker ships, by tensor name. */
    Map<String, HostTensor> product();

    @Override
    void close();
}
