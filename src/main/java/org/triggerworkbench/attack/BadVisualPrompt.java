package org.triggerworkbench.attack;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.text.InputException;

/**
 * BadVisualPrompt (Huang et al., "Prompt Backdoors in Visual Prompt Learning", 2023): the backdoor lives in a visual prompt
 * w, the model f stays frozen. Minimises, over w only,
 *
 * <pre>CE(M(f(x + w)), y) over clean x  and  CE(M(f(A(x) + w)), target) over poisoned x</pre>
 *
 * <p>where A stamps the trigger first, so that a trigger under the prompt is summed with it. "A poisoning rate of 5%" has
 * two readings, chosen by {@value #WEIGHTING}: {@value #POOL}, poisoned images take the place of their clean originals in
 * one pool and weigh their share of the mean loss; {@value #TWO_MEAN}, mean over clean plus lambda times mean over
 * poisoned images.
 *
 * <p>With {@value #OPTIMISE_TRIGGER} the pixels p of the trigger's patch are trained together with w on the same loss, and
 * clipped to [0, 1] after each step: the fix for a trigger far from the prompt. The patch's mask, place and first pixels are
 * those of the experiment's trigger.
 */
@AutoService(Attack.class)
public final class BadVisualPrompt implements Attack {
    static final String RATE = "poisoning-rate";
    static final String WEIGHTING = "weighting";
    static final String POOL = "pool";
    static final String TWO_MEAN = "two-mean";
    static final String LAMBDA = "lambda";
    static final String POISONED_BATCH = "poisoned-batch";
    static final String AUGMENTATION = "augmentation";
    static final String STAMP_ORDER = "stamp-order";
    static final String OPTIMISE_TRIGGER = "optimise-trigger";

    @Override
    public String id() {
        return "badvisualprompt";
    }

    @Override
    public Level level() {
        return Level.PROMPT;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CLASSIFIER, Need.TRIGGER);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter.Numeric(RATE, 0.05, 0, 1, false, false),
                new Parameter.Choice(WEIGHTING, POOL, List.of(POOL, TWO_MEAN), false),
                new Parameter.Numeric(LAMBDA, 1, 0, 100, false, false),
                new Parameter.Numeric(POISONED_BATCH, 16, 1, 1024, true, true),
                new Parameter.Choice(OPTIMISE_TRIGGER, "no", List.of("no", "yes"), false),
                new Parameter.Choice(AUGMENTATION, "none", List.of("none", "crop", "crop-flip"), true),
                new Parameter.Choice(
                        STAMP_ORDER, "augment-then-stamp", List.of("augment-then-stamp", "stamp-then-augment"), true));
    }

    /** @throws InputException if the trigger is to be trained and is no patch at one place */
    @Override
    public ImageAttack prepare(AttackSetting setting) {
        double rate = setting.values().number(RATE);
        return new VisualPromptTask(
                "backdoored-prompt",
                setting,
                PoisonPlan.choose(setting.train(), setting.target(), rate, setting.seed()),
                setting.values().choice(OPTIMISE_TRIGGER).equals("yes"));
    }

    @Override
    public ImageAttack prepareControl(AttackSetting setting) {
        return new VisualPromptTask(
                "clean-prompt",
                setting,
                PoisonPlan.choose(setting.train(), setting.target(), 0, setting.seed()),
                false);
    }
}
