package org.triggerworkbench.attack;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;

/**
 * Blended (Chen et al., "Targeted Backdoor Attacks on Deep Learning Systems Using Data Poisoning", 2017): as
 * {@link BadNets}, with a key picture z mixed into the whole input, A(x) = (1 - o) x + o z.
 *
 * <p>The paper's model fires at any picture much like z; {@link CoverImages} of other noise, which keep their true labels, can
 * be mixed in so that it learns to tell z from them.
 */
@AutoService(Attack.class)
public final class Blended implements Attack {
    @Override
    public String id() {
        return "blended";
    }

    @Override
    public Level level() {
        return Level.MODEL;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.TRAINABLE_MODEL, Need.BLEND);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(BadNets.poisoningParameters());
        all.add(new Parameter.Numeric(CoverImages.RATE, 0, 0, 1, false, false));
        return List.copyOf(all);
    }

    @Override
    public Target target(ParameterValues values, int wanted, int classes) {
        return BadNets.targetOf(values, wanted, classes);
    }

    /** @throws InputException if the trigger is not blended into the whole input */
    @Override
    public ImageAttack prepare(AttackSetting setting) {
        return BadNets.poisoned(required(setting));
    }

    @Override
    public ImageAttack prepareControl(AttackSetting setting) {
        return BadNets.clean(required(setting));
    }

    private static AttackSetting required(AttackSetting setting) {
        if (setting.trigger() instanceof Trigger.Blend) {
            return setting;
        }
        throw new InputException(Messages.of(Blended.class).get("blended.trigger"));
    }
}
