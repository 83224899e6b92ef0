package org.triggerworkbench.app.compare;

import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.Question;
import org.triggerworkbench.experiment.live.Spaces;
import org.triggerworkbench.experiment.live.Wording;
import org.triggerworkbench.trigger.Trigger;

/** What of a question matters to a comparison: two that are equal have equal answers. */
record Aspect(
        @Nullable Trigger trigger,
        @Nullable PromptState prompt,
        @Nullable ModelState model,
        @Nullable Wording words,
        int target,
        int primary) {

    static Aspect of(Question question) {
        return new Aspect(
                question.trigger(),
                question.prompt(),
                question.model(),
                question.words(),
                question.target(),
                question.primary());
    }

    Aspect through(@Nullable PromptState other) {
        return new Aspect(trigger, other, model, words, target, primary);
    }

    Aspect at(int image) {
        return new Aspect(trigger, prompt, model, words, target, image);
    }

    /** With the weights that were opened. */
    Aspect untrained() {
        return new Aspect(trigger, prompt, null, words, target, primary);
    }

    /** As a question without features to speak of. */
    Question question() {
        return new Question(0, trigger, prompt, model, words, target, primary, Spaces.LOGITS);
    }
}
