package org.triggerworkbench.app.files;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Bench;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.trigger.Trigger;

/** What of a bench goes on when something else is opened. */
final class BenchSnapshot {
    private BenchSnapshot() {}

    /**
     * Puts on a bench just opened what fits of the one before. A trigger needs room on the input; a prompt also needs the
     * classes it was made for.
     */
    static Bench on(Bench before, Bench opened) {
        SubjectFacts old = before.scene();
        SubjectFacts now = Objects.requireNonNull(opened.scene(), "nothing is open");
        if (old == null) {
            return opened;
        }
        boolean same = sameClasses(before, old, now);
        Bench kept = opened.with(next -> {
            Trigger trigger = before.trigger();
            if (trigger != null && trigger.fits(now.input().width(), now.input().height())) {
                next.trigger = trigger;
            }
            for (PromptChoice place : List.of(PromptChoice.CLEAN, PromptChoice.BACKDOORED)) {
                PromptState prompt = before.prompt(place);
                if (same && prompt != null && fits(prompt, now)) {
                    next.prompt(place, prompt);
                }
            }
            int again = now.classes().indexOf(old.classes().get(before.target()));
            next.target = again >= 0 ? again : next.target;
        });
        return kept.offers(before.promptChoice()) ? kept.with(next -> next.promptChoice = before.promptChoice()) : kept;
    }

    private static boolean fits(PromptState prompt, SubjectFacts now) {
        return prompt.layout().width() == now.input().width()
                && prompt.layout().height() == now.input().height();
    }

    /** The order does not matter where classes are told by words and each is its own. */
    private static boolean sameClasses(Bench bench, SubjectFacts before, SubjectFacts now) {
        boolean plain = now.zeroShot() && isPlain(bench.cleanPrompt()) && isPlain(bench.backdooredPrompt());
        List<String> old = before.classes();
        return old.equals(now.classes())
                || (plain && Set.copyOf(old).equals(Set.copyOf(now.classes())))
                || (!now.zeroShot() && now.classes().equals(PhotoFolder.numbered(old)));
    }

    private static boolean isPlain(@Nullable PromptState prompt) {
        return prompt == null || prompt.mapping() == null || prompt.mapping() instanceof OutputMapping.Identity;
    }
}
