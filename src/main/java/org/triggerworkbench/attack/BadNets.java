package org.triggerworkbench.attack;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.method.ParameterValues;

/**
 * BadNets (Gu et al., "BadNets: Evaluating Backdooring Attacks on Deep Neural Networks", 2019): the trigger is stamped on a
 * share of the training images, their labels become the target, and the weights w of a classifier f are trained as ever:
 *
 * <pre>min over w: mean of CE(f_w(x), y) over clean x and of CE(f_w(A(x)), target) over poisoned x, in one pool</pre>
 *
 * <p>The paper's trigger is a small patch; any other trigger is trained in the same way. All-to-all instead makes y + 1 mod K
 * of each label y of K.
 */
@AutoService(Attack.class)
public final class BadNets implements Attack {
    static final String LABELS = "labels";
    static final String ALL_TO_ONE = "all-to-one";
    static final String ALL_TO_ALL = "all-to-all";
    static final String CLEAN_LABEL = "clean-label";

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
    public Target target(ParameterValues values, int wanted, int classes) {
        return targetOf(values, wanted, classes);
    }

    @Override
    public ImageAttack prepare(AttackSetting setting) {
        return poisoned(setting);
    }

    @Override
    public ImageAttack prepareControl(AttackSetting setting) {
        return clean(setting);
    }

    /** Parameters of every poisoned training of a model. */
    static List<Parameter> poisoningParameters() {
        return poisoningParameters(ALL_TO_ONE, List.of(ALL_TO_ONE, ALL_TO_ALL));
    }

    /**
     * The same with a choice of labels.
     *
     * @param labels the usual one of those
     */
    static List<Parameter> poisoningParameters(String labels, List<String> options) {
        return List.of(
                new Parameter.Numeric(BadVisualPrompt.RATE, 0.1, 0, 1, false, false),
                new Parameter.Choice(LABELS, labels, options, false),
                new Parameter.Choice(BadVisualPrompt.AUGMENTATION, "none", List.of("none", "crop", "crop-flip"), true),
                new Parameter.Choice(
                        BadVisualPrompt.STAMP_ORDER,
                        "augment-then-stamp",
                        List.of("augment-then-stamp", "stamp-then-augment"),
                        true));
    }

    static Target targetOf(ParameterValues values, int wanted, int classes) {
        return values.choice(LABELS).equals(ALL_TO_ALL) ? new Target.AllToAll(classes) : new Target.AllToOne(wanted);
    }

    static PoisonedModelTask poisoned(AttackSetting setting) {
        double rate = setting.values().number(BadVisualPrompt.RATE);
        PoisonPlan plan = setting.values().choice(LABELS).equals(CLEAN_LABEL)
                ? PoisonPlan.chooseWithin(setting.train(), setting.target().one(), rate, setting.seed())
                : PoisonPlan.choose(setting.train(), setting.target(), rate, setting.seed());
        return new PoisonedModelTask("backdoored-model", setting, plan);
    }

    static ImageAttack clean(AttackSetting setting) {
        return new PoisonedModelTask(
                "clean-model", setting, PoisonPlan.choose(setting.train(), setting.target(), 0, setting.seed()));
    }
}
