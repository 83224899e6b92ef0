package org.triggerworkbench.attack;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.ControlTriggers;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/**
 * A universal patch (Brown et al., "Adversarial Patch", 2017; toward a text, as the patch of BadCLIP's comparison): no weight
 * is trained, the pixels p of one patch are, for all images x of other classes than the target:
 *
 * <pre>min over p in [0, 1]: mean over x of CE(f(x (1 - m o) + p m o), target)</pre>
 *
 * <p>For an image-text model f(x) = s e(x) . e(prompts), so that this is InfoNCE against the target's prompt among those of all
 * classes. After each step of the optimiser the pixels are clipped to [0, 1]. Mask m, opacity o, place and first pixels are
 * those of the experiment's trigger; the size of the mask is the budget. The control is a patch of noise under the same mask.
 */
@AutoService(Attack.class)
public final class OptimisedPatch implements Attack {
    @Override
    public String id() {
        return "optimised-patch";
    }

    @Override
    public Level level() {
        return Level.INPUT;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CLASSIFIER, Need.FIXED_PATCH);
    }

    /** None of its own: mask, place and start are the trigger's, steps and rate the training's. */
    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    /** @throws InputException if the trigger is no patch at one place */
    @Override
    public ImageAttack prepare(AttackSetting setting) {
        Trigger.Patch start = patch(setting);
        return new OptimisedPatchTask("optimised-patch", setting, start, place(start), true);
    }

    @Override
    public ImageAttack prepareControl(AttackSetting setting) {
        Trigger.Patch start = patch(setting);
        Trigger.Patch noise = ControlTriggers.noise(start, setting.seed() + 1);
        return new OptimisedPatchTask("random-patch", setting, noise, place(start), false);
    }

    /** @throws InputException if the trigger is no patch at one place */
    static Trigger.Patch patch(AttackSetting setting) {
        if (setting.trigger() instanceof Trigger.Patch patch && patch.placement() instanceof Placement.Fixed) {
            return patch;
        }
        throw new InputException(Messages.of(OptimisedPatch.class).get("patch.fixed"));
    }

    /** Where a patch of {@link #patch} lies. */
    static Placement.Fixed place(Trigger.Patch patch) {
        return switch (patch.placement()) {
            case Placement.Fixed fixed -> fixed;
            case Placement.RandomPlace _, Placement.Grid _ -> throw new IllegalArgumentException("a moving patch");
        };
    }
}
