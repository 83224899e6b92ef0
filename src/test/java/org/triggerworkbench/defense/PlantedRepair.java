package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;

/** A repair of the tests: fine-tuning that also pulls all weights toward zero. */
@AutoService(Defense.class)
public final class PlantedRepair implements Defense {
    @Override
    public String id() {
        return "planted-repair";
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
        return List.of(new Parameter.Numeric("pull", 0.01, 0, 1, false, false));
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        double factor = setting.values().number("pull");
        return new PlainFineTuning("repaired", setting, weights -> weights.values().stream()
                .map(weight -> weight.square().sum())
                .reduce(NDArray::add)
                .map(pull -> Scalars.times(pull, factor))
                .orElseThrow());
    }
}
