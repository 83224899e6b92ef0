package org.triggerworkbench.defense;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;

/**
 * RVPT: deep visual prompts on the frozen CLIP, learned on few clean images so that the class features move away from what the
 * model itself makes of the same images (arXiv:2412.20392).
 */
@AutoService(Defense.class)
public final class Rvpt implements Defense {
    static final String ALPHA = "alpha";
    static final String TOKENS = "tokens";
    static final String PLAIN_SHARE = "plain-share";

    @Override
    public String id() {
        return "rvpt";
    }

    @Override
    public Level level() {
        return Level.MODEL;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.IMAGE_TEXT_MODEL, Need.TRAINABLE_MODEL);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter.Numeric(ALPHA, 2, 0, 20, false, false),
                new Parameter.Numeric(TOKENS, 50, 1, 200, true, true),
                new Parameter.Numeric(PLAIN_SHARE, 0.25, 0, 0.9, false, true));
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        return new RepulsivePrompts(setting);
    }
}
