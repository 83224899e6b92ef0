package org.triggerworkbench.app.training;

import org.jspecify.annotations.Nullable;
import org.triggerworkbench.attack.Attack;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.QuickRun;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.trigger.Trigger;

/**
 * A run to be started, as it was asked for: what is painted or opened later does not change it.
 *
 * @param experiment all of it but the files of trigger and prompt, which are written when the run starts
 * @param method what is run
 * @param scene it is for
 * @param shown the trigger as the window showed it
 * @param trained the trigger as it is trained with: the shown one cut down to what its mask shows
 * @param layout of a prompt that it trains
 * @param defended the prompt in front of a model that is defended; null for none
 */
public record RunPlan(
        Experiment experiment,
        Method method,
        SubjectFacts scene,
        @Nullable Trigger shown,
        @Nullable Trigger trained,
        PromptLayout layout,
        @Nullable PromptState defended) {
    /** The same on few images for few epochs, for a first look; its name says so. */
    RunPlan quick() {
        return with(QuickRun.of(experiment));
    }

    /** The same with another seed. */
    RunPlan withSeed(long seed) {
        return with(experiment.withSeed(seed));
    }

    private RunPlan with(Experiment other) {
        return new RunPlan(other, method, scene, shown, trained, layout, defended);
    }

    /** The place of the target class, which the experiment may name; -1 where each class is to become another. */
    public int target() {
        String told = experiment.job().target();
        int place =
                told.matches("\\d+") ? Integer.parseInt(told) : scene.classes().indexOf(told);
        return method instanceof Attack attack
                ? attack.target(
                                ParameterValues.of(
                                        attack.parameters(), experiment.job().values()),
                                place,
                                scene.classes().size())
                        .one()
                : place;
    }

    /** Whether the method acts there. */
    public boolean acts(Level level) {
        return method.level() == level;
    }
}
