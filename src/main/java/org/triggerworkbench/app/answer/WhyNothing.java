package org.triggerworkbench.app.answer;

import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.text.Messages;

/** Why a trigger does nothing, where it does nothing. */
final class WhyNothing {
    private static final Messages TEXT = Messages.of(WhyNothing.class);

    private WhyNothing() {}

    /**
     * One sentence, or empty where the trigger does something: the intervals of the attack success rate and of the clean
     * target rate overlap, so that the trigger makes no difference that can be told.
     */
    static String sentence(SheetResult answer, Workbench workbench) {
        AttackMetrics metrics = answer.metrics();
        if (!metrics.attackSuccess().isDefined()) {
            return TEXT.get("why.noTrigger");
        }
        boolean acts = metrics.attackSuccess().wilson().low()
                > metrics.cleanTargetRate().wilson().high();
        if (acts) {
            return "";
        }
        if (workbench.backdooredPrompt().get() != null
                && workbench.promptChoice().get() != PromptChoice.BACKDOORED) {
            return TEXT.get("why.promptOff");
        }
        return workbench.backdooredPrompt().get() != null ? TEXT.get("why.otherTrigger") : TEXT.get("why.cleanModel");
    }
}
