package org.triggerworkbench.defense;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;

/** A new linear classifier on the frozen image features: what the texts, or the old last layer, knew of a trigger is gone. */
@AutoService(Defense.class)
public final class LinearProbe implements Defense {
    @Override
    public String id() {
        return "linear-probe";
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
        return List.of();
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        return new Probing(setting);
    }
}
