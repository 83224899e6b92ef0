package org.triggerworkbench.attack;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;

/**
 * BadNets (Gu et al., "BadNets: Evaluating Backdooring Attacks on Deep Neural Networks", 2019): the trigger is stamped on a
 * share of the training images, their labels become the target, and the weights w of a classifier f are trained as ever:
 *
 * <pre>min over w: mean of CE(f_w(x), y) over clean x and of CE(f_w(A(x)), target) over poisoned x, in one pool</pre>
 *
 * <p>The paper's trigger is a small patch; any other trigger is trained in the same way.
 */
@AutoService(Attack.class)
public final class BadNets implements Attack {
    @Override
    public String id() {
        return "badnets";
    }

    @Override
    public Level level() {
        return Level.MODEL;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.TRAINABLE_MODEL, Need.TRIGGER);
    }

    @Override
    public List<Parameter> parameters() {
        return poisoningParameters();
    }

    @Override
    public PreparedAttack prepare(AttackSetting setting) {
        return poisoned(setting);
    }

    @Override
    public PreparedAttack prepareControl(AttackSetting setting) {
        return clean(setting);
    }

    /** Parameters of every poisoned training of a model. */
    static List<Parameter> poisoningParameters() {
        return List.of(
                new Parameter.Numeric(BadVisualPrompt.RATE, 0.1, 0, 1, false, false),
                new Parameter.Choice(BadVisualPrompt.AUGMENTATION, "none", List.of("none", "crop", "crop-flip"), true),
                new Parameter.Choice(
                        BadVisualPrompt.STAMP_ORDER,
                        "augment-then-stamp",
                        List.of("augment-then-stamp", "stamp-then-augment"),
                        true));
    }

    static PreparedAttack poisoned(AttackSetting setting) {
        double rate = setting.values().number(BadVisualPrompt.RATE);
        return new PoisonedModelTask(
                "backdoored-model",
                setting,
                PoisonPlan.choose(setting.train(), setting.target(), rate, setting.seed()));
    }

    static PreparedAttack clean(AttackSetting setting) {
        return new PoisonedModelTask(
                "clean-model", setting, PoisonPlan.choose(setting.train(), setting.target(), 0, setting.seed()));
    }
}
