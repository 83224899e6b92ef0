package org.triggerworkbench.defense;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;

/** Neural Cleanse (Wang et al. 2019): a class that a much smaller trigger forces than the others is a backdoor's target. */
@AutoService(Defense.class)
public final class NeuralCleanse implements Defense {
    @Override
    public String id() {
        return "neural-cleanse";
    }

    @Override
    public Level level() {
        return Level.MODEL;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CLASSIFIER);
    }

    @Override
    public List<Parameter> parameters() {
        return TriggerInversion.parameters(3);
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        return new TriggerInversion(setting, setting.clean(), new int[0]);
    }
}
