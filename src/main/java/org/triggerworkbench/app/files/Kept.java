package org.triggerworkbench.app.files;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.PromptChoice;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SceneFacts;
import org.triggerworkbench.experiment.live.Wording;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.Trigger;

/** What was on the bench before something else was opened, to be put back as far as it fits. */
record Kept(
        @Nullable SceneFacts facts,
        @Nullable Trigger trigger,
        @Nullable PromptState clean,
        @Nullable PromptState backdoored,
        PromptChoice choice,
        int target,
        @Nullable ModelState weights,
        @Nullable Wording words,
        String space) {
    static Kept of(Workbench workbench) {
        return new Kept(
                workbench.scene().get(),
                workbench.trigger().get(),
                workbench.cleanPrompt().get(),
                workbench.backdooredPrompt().get(),
                workbench.promptChoice().get(),
                workbench.target().get(),
                workbench.modelState().get(),
                workbench.wording().get(),
                workbench.space().get());
    }

    /** Puts back everything, on the same model and data. */
    void putBackAll(Workbench workbench) {
        workbench.change(() -> {
            workbench.trigger().set(trigger);
            workbench.cleanPrompt().set(clean);
            workbench.backdooredPrompt().set(backdoored);
            workbench.promptChoice().set(choice);
            workbench.target().set(target);
            workbench.modelState().set(weights);
            workbench.wording().set(words);
            workbench.space().set(space);
        });
    }

    /**
     * Puts back what fits the scene now open. A trigger needs room on the input; a prompt also needs the classes it was made
     * for.
     */
    void putBack(Workbench workbench) {
        SceneFacts now = workbench.facts();
        SceneFacts before = facts;
        if (before == null) {
            return;
        }
        workbench.change(() -> {
            if (trigger != null && fits(trigger, now)) {
                workbench.trigger().set(trigger);
            }
            boolean same = sameClasses(before, now);
            boolean keptClean = same && clean != null && fits(clean, now);
            boolean keptBackdoored = same && backdoored != null && fits(backdoored, now);
            if (keptClean) {
                workbench.cleanPrompt().set(clean);
            }
            if (keptBackdoored) {
                workbench.backdooredPrompt().set(backdoored);
            }
            boolean there =
                    switch (choice) {
                        case NONE -> true;
                        case CLEAN -> workbench.cleanPrompt().get() != null;
                        case BACKDOORED -> workbench.backdooredPrompt().get() != null;
                    };
            if (there) {
                workbench.promptChoice().set(choice);
            }
            String name = before.classes().get(target);
            int again = now.classes().indexOf(name);
            if (again >= 0) {
                workbench.target().set(again);
            }
        });
    }

    private static boolean fits(Trigger trigger, SceneFacts now) {
        try {
            trigger.requireImage(now.input().width(), now.input().height());
            return true;
        } catch (InputException e) {
            return false;
        }
    }

    private static boolean fits(PromptState prompt, SceneFacts now) {
        return prompt.layout().width() == now.input().width()
                && prompt.layout().height() == now.input().height();
    }

    /** The order does not matter where classes are told by words and each is its own. */
    private boolean sameClasses(SceneFacts before, SceneFacts now) {
        boolean plain = now.zeroShot() && isPlain(clean) && isPlain(backdoored);
        List<String> old = before.classes();
        return old.equals(now.classes())
                || (plain && Set.copyOf(old).equals(Set.copyOf(now.classes())))
                || (!now.zeroShot() && now.classes().equals(PhotoFolder.numbered(old)));
    }

    private static boolean isPlain(@Nullable PromptState prompt) {
        return prompt == null || prompt.mapping() == null || prompt.mapping() instanceof OutputMapping.Identity;
    }
}
