package org.triggerworkbench.app.training;

import org.jspecify.annotations.Nullable;
import org.triggerworkbench.attack.Level;
import org.triggerworkbench.experiment.Experiment;
import org.triggerworkbench.experiment.live.SceneFacts;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.trigger.Trigger;

/**
 * A run to be started, as it was asked for: what is painted or opened later does not change it.
 *
 * @param experiment all of it but the trigger's file, which is written when the run starts
 * @param level where the backdoor will live, and so what is trained
 * @param scene it is for
 * @param shown the trigger as the window showed it
 * @param trained the trigger as it is trained with: the shown one cut down to what its mask shows
 * @param layout of a prompt that it trains
 */
public record RunPlan(
        Experiment experiment,
        Level level,
        SceneFacts scene,
        @Nullable Trigger shown,
        @Nullable Trigger trained,
        PromptLayout layout) {}
