package org.triggerworkbench.defense;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;

/** The victim goes on training the visual prompt that it was given, on clean images of its own. */
@AutoService(Defense.class)
public final class CleanPromptTuning implements Defense {
    @Override
    public String id() {
        return "clean-prompt-tuning";
    }

    @Override
    public Level level() {
        return Level.PROMPT;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.VISUAL_PROMPT);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        return PromptTuning.given(setting);
    }
}
