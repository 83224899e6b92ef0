package org.triggerworkbench.app.training;

import org.jspecify.annotations.Nullable;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.experiment.Experiment;
import org.triggerworkbench.experiment.live.SceneFacts;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.trigger.Trigger;

/**
 * A run to be started, as it was asked for: what is painted or opened later does not change it.
 *
 * @param experiment all of it but the trigger's file, which is written when the run starts
 * @param method what is run
 * @param scene it is for
 * @param shown the trigger as the window showed it
 * @param trained the trigger as it is trained with: the shown one cut down to what its mask shows
 * @param layout of a prompt that it trains
 */
public record RunPlan(
        Experiment experiment,
        Method method,
        SceneFacts scene,
        @Nullable Trigger shown,
        @Nullable Trigger trained,
        PromptLayout layout) {
    /** Whether the method acts there. */
    public boolean acts(Level level) {
        return method.level() == level;
    }
}
