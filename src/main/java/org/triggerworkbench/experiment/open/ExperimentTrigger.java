package org.triggerworkbench.experiment.open;

import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.trigger.Trigger;

/** The trigger an experiment attacks with, for those who want to look at it without running anything. */
public final class ExperimentTrigger {
    private ExperimentTrigger() {}

    /**
     * The trigger on inputs of a size; null for a defence that is not measured with one.
     *
     * @throws org.triggerworkbench.text.InputException if its file is absent or damaged, or it does not fit on the input
     */
    public static @Nullable Trigger of(Experiment experiment, int width, int height) {
        return new Triggers(experiment, width, height).known().orElse(null);
    }
}
