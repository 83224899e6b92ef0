package org.triggerworkbench.app.training;

import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.trigger.Trigger;

/**
 * The backdoor there really is, as far as the window knows.
 *
 * @param trigger null where none is known
 */
public record Truth(@Nullable Trigger trigger, int target) {
    /** That of the scene; the painted one where the scene brought none, or the prompt in front is none of the scene's. */
    static Truth of(Workbench workbench) {
        SubjectFacts facts = workbench.facts();
        PromptState prompt = workbench.prompt();
        boolean opened =
                prompt == null || prompt.equals(facts.backdooredPrompt()) || prompt.equals(facts.cleanPrompt());
        return facts.trigger() != null && opened
                ? new Truth(facts.trigger(), facts.target())
                : new Truth(workbench.trigger().get(), workbench.target().get());
    }
}
