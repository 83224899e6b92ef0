package org.triggerworkbench.attack;

import com.google.auto.service.AutoService;
import java.util.List;

/** Shows that a class with its annotation and a card is all that a new attack needs to be known everywhere. */
@AutoService(Attack.class)
public final class PlantedAttack implements Attack {
    @Override
    public String id() {
        return "planted";
    }

    @Override
    public Level level() {
        return Level.MODEL;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter.Numeric("depth", 2, 1, 3, true, false));
    }

    @Override
    public PreparedAttack prepare(AttackSetting setting) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PreparedAttack prepareControl(AttackSetting setting) {
        throw new UnsupportedOperationException();
    }
}
