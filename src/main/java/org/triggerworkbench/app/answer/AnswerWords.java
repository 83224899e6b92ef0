package org.triggerworkbench.app.answer;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.state.UnderTraining;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerChange;

/** What the figures of a sheet mean where they need a word: what is known of why they are as they are, never against them. */
final class AnswerWords {
    private static final Messages TEXT = Messages.of(AnswerWords.class);
    /** Clean images taken for the target before there is any trigger: from here on they are worth a word. */
    private static final double MANY_UNTRIGGERED = 0.2;
    /** How much more often the target must come out with the trigger before "it does nothing" would be wrong. */
    private static final double SEEN = 0.05;

    private final AttackMetrics metrics;
    private final SheetResult answer;
    private final Workbench workbench;
    private final String target;

    private AnswerWords(SheetResult answer, Workbench workbench) {
        this.answer = answer;
        this.metrics = answer.metrics();
        this.workbench = workbench;
        this.target = workbench.facts().classes().get(answer.question().target());
    }

    /**
     * One sentence, or empty where the figures say it all.
     *
     * @param sentence for people
     * @param stuck whether nothing happens, so that next steps help
     */
    record Words(String sentence, boolean stuck) {
        static final Words NONE = new Words("", false);

        static Words of(String sentence) {
            return new Words(sentence, false);
        }
    }

    static Words of(SheetResult answer, Workbench workbench) {
        return workbench.scene().get() == null ? Words.NONE : new AnswerWords(answer, workbench).words();
    }

    private Words words() {
        Rate success = metrics.attackSuccess();
        Rate untriggered = metrics.cleanTargetRate();
        if (!success.isDefined()) {
            return answer.question().trigger() == null
                    ? new Words(TEXT.get("why.noTrigger"), true)
                    : Words.of(TEXT.get("why.noneCounted", target));
        }
        boolean acts = success.wilson().low() > untriggered.wilson().high();
        UnderTraining training = workbench.underTraining().get();
        if (training != UnderTraining.NOTHING) {
            if (!acts && untriggered.value() >= MANY_UNTRIGGERED) {
                return Words.of(TEXT.get("training.high", untriggered.hits(), untriggered.n(), target));
            }
            // What forms is a patch for the bare model.
            String prompted = training == UnderTraining.TRIGGER && workbench.prompt() != null ? ".prompted" : "";
            return Words.of(TEXT.get(
                    "training." + training.name().toLowerCase(Locale.ROOT) + prompted,
                    success.hits(),
                    success.n(),
                    target));
        }
        if (untriggered.value() >= MANY_UNTRIGGERED) {
            return Words.of(TEXT.get(acts ? "why.highActs" : "why.high", untriggered.hits(), untriggered.n(), target));
        }
        if (acts) {
            // A trigger that was learned with its prompt may do something without it.
            return isPromptOff() ? Words.of(TEXT.get("why.offActs", success.hits(), success.n(), target)) : Words.NONE;
        }
        String other = otherClass();
        if (!other.isEmpty()) {
            return Words.of(other);
        }
        if (success.value() - untriggered.value() >= SEEN) {
            String because = known();
            return Words.of(TEXT.get(
                    because.isEmpty() ? "why.few" : "why.fewBecause",
                    Format.percent(success),
                    Format.percent(untriggered),
                    success.n(),
                    because));
        }
        String because = known();
        return new Words(because.isEmpty() ? TEXT.get("why.unknown") : because, true);
    }

    private boolean isPromptOff() {
        return workbench.backdooredPrompt().get() != null
                && workbench.promptChoice().get() != PromptChoice.BACKDOORED;
    }

    /** That the trigger leads to another class than the target, of the images that count; empty where it does not. */
    private String otherClass() {
        ImageResults triggered = answer.triggered();
        if (triggered == null) {
            return "";
        }
        int[] labels = workbench.facts().labels();
        int classes = workbench.facts().classes().size();
        int[] with = new int[classes];
        int[] without = new int[classes];
        int counted = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != answer.question().target()) {
                counted++;
                count(with, triggered.predictions()[i]);
                count(without, answer.clean().predictions()[i]);
            }
        }
        int most = 0;
        for (int label = 1; label < classes; label++) {
            most = with[label] > with[most] ? label : most;
        }
        boolean acts = counted > 0
                && new Rate(with[most], counted).wilson().low()
                        > new Rate(without[most], counted).wilson().high();
        return acts
                ? TEXT.get(
                        "why.otherClass",
                        with[most],
                        counted,
                        workbench.facts().classes().get(most),
                        without[most])
                : "";
    }

    /** No answer is no class. */
    private static void count(int[] counts, int prediction) {
        if (prediction >= 0) {
            counts[prediction]++;
        }
    }

    /** Why the trigger makes little or no difference; empty where nothing is known. */
    private String known() {
        if (isPromptOff()) {
            return TEXT.get("why.promptOff");
        }
        TriggerChange change = sinceTrained();
        return change == null || change == TriggerChange.NONE
                ? ""
                : TEXT.get(
                        switch (change) {
                            case PLACE -> "why.otherPlace";
                            case OPACITY -> "why.otherOpacity";
                            case PATTERN, NONE -> "why.otherPattern";
                        });
    }

    /** How the trigger differs from the one that the backdoor was made with; null where none is known. */
    private @Nullable TriggerChange sinceTrained() {
        SubjectFacts facts = workbench.facts();
        Trigger trained = facts.shownTrigger();
        Trigger now = answer.question().trigger();
        boolean backdoored =
                facts.recipe() != null || workbench.backdooredPrompt().get() != null;
        return !backdoored || trained == null || now == null
                ? null
                : TriggerChange.of(
                        trained, now, facts.input().width(), facts.input().height());
    }
}
