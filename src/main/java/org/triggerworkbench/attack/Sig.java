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
import org.triggerworkbench.trigger.Trigger;

/**
 * SIG (Barni et al., "A New Backdoor Attack in CNNs by Training Set Corruption Without Label Poisoning", 2019): as
 * {@link BadNets}, with a wave over the whole input, in column j of W
 *
 * <pre>A(x) = clip(x + a sin(2 pi j f / W))</pre>
 *
 * <p>As published it is clean-label: only images of the target class carry the wave and no label is changed, and the
 * poisoning rate counts of those images alone. The wave is the attack's own, whatever trigger the experiment has.
 */
@AutoService(Attack.class)
public final class Sig implements Attack {
    static final String AMPLITUDE = "amplitude";
    static final String FREQUENCY = "frequency";

    @Override
    public String id() {
        return "sig";
    }

    @Override
    public Level level() {
        return Level.MODEL;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.TRAINABLE_MODEL);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(BadNets.poisoningParameters(
                BadNets.CLEAN_LABEL, List.of(BadNets.CLEAN_LABEL, BadNets.ALL_TO_ONE, BadNets.ALL_TO_ALL)));
        parameters.add(new Parameter.Numeric(AMPLITUDE, 40, 1, 255, false, false));
        parameters.add(new Parameter.Numeric(FREQUENCY, 6, 0.5, 64, false, false));
        return List.copyOf(parameters);
    }

    @Override
    public Target target(ParameterValues values, int wanted, int classes) {
        return BadNets.targetOf(values, wanted, classes);
    }

    @Override
    public ImageAttack prepare(AttackSetting setting) {
        return BadNets.poisoned(waved(setting)).withOwnTrigger();
    }

    @Override
    public ImageAttack prepareControl(AttackSetting setting) {
        return BadNets.clean(waved(setting));
    }

    /** The setting with the wave as its trigger. */
    private static AttackSetting waved(AttackSetting setting) {
        double amplitude = setting.values().number(AMPLITUDE) / 255;
        double frequency = setting.values().number(FREQUENCY);
        return setting.withTrigger(new Trigger.Sinusoid((float) amplitude, (float) frequency));
    }
}
