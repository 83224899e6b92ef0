package org.triggerworkbench.app.optimise;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.app.training.RunModel;
import org.triggerworkbench.app.training.TrainingModel;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.trigger.Trigger;

/**
 * A patch toward the target class, optimised within the mask of the open trigger: the run of one attack, whose control is a
 * random patch under the same mask.
 */
public final class OptimiseModel {
    private static final String ATTACK = "optimised-patch";
    /** A patch moves quickly: few passes are enough to see it form. */
    private static final Map<String, Object> USUAL = Map.of("epochs", 4.0, "learning-rate", 0.03, "train", 1500.0);

    private final Workbench workbench;
    private final TrainingModel training;

    /** @param run of this view alone */
    public OptimiseModel(Workbench workbench, EngineService room, RunModel run) {
        this.workbench = workbench;
        this.training = new TrainingModel(workbench, room, run, "optimise", List.of(Attacks.named(ATTACK)), USUAL);
    }

    /** The run, its settings and its curves. */
    public TrainingModel training() {
        return training;
    }

    /** Name of the target class; empty where nothing is open. */
    String target() {
        var scene = workbench.scene().get();
        return scene == null ? "" : scene.classes().get(workbench.target().get());
    }

    /** The patch as the window shows it; null where the trigger is none. */
    Trigger.@Nullable Patch patch() {
        return workbench.trigger().get() instanceof Trigger.Patch patch ? patch : null;
    }

    /** Whether the window shows the model behind a prompt, for which a patch is not optimised. */
    boolean isBehindPrompt() {
        return workbench.prompt() != null;
    }

    /** Share of the picture that a patch's mask covers; 0 where nothing is open. */
    double share(Trigger.Patch patch) {
        SubjectFacts scene = workbench.scene().get();
        if (scene == null) {
            return 0;
        }
        int covered = 0;
        for (float part : patch.mask()) {
            covered += part > 0 ? 1 : 0;
        }
        return (double) covered / (scene.input().width() * scene.input().height());
    }
}
