package org.triggerworkbench.experiment.live;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.trigger.Trigger;

/**
 * What the window wants to know: how the open model sees the sheet, clean and triggered.
 *
 * @param stamp grows by one a question; tells answers apart
 * @param trigger stamped on the triggered images; null for none
 * @param prompt seen through; null for none
 * @param model weights instead of the opened ones; null for those
 * @param words instead of the data's usual ones; null for those, and for a model without words
 * @param target class the attack wants
 * @param primary the enlarged image, a place on the sheet
 * @param space name of a feature space of the scene
 */
public record InferenceRequest(
        long stamp,
        @Nullable Trigger trigger,
        @Nullable PromptState prompt,
        @Nullable ModelState model,
        @Nullable Wording words,
        int target,
        int primary,
        String space) {

    /** What the predictions hang on, without stamp and features: two that are equal have equal answers. */
    public InferenceRequest predictions() {
        return new InferenceRequest(0, trigger, prompt, model, words, target, primary, Spaces.LOGITS);
    }

    /** Whether the sheet without its trigger is answered, and counted, alike. */
    public boolean isSameClean(InferenceRequest other) {
        return target == other.target
                && Objects.equals(prompt, other.prompt)
                && Objects.equals(model, other.model)
                && Objects.equals(words, other.words);
    }

    /** With features of another space. */
    public InferenceRequest in(String other) {
        return new InferenceRequest(stamp, trigger, prompt, model, words, target, primary, other);
    }

    /** The same trigger on the model as another question saw it: its prompt, weights and words. */
    public InferenceRequest as(InferenceRequest other) {
        return new InferenceRequest(stamp, trigger, other.prompt, other.model, other.words, target, primary, space);
    }

    public InferenceRequest through(@Nullable PromptState other) {
        return new InferenceRequest(stamp, trigger, other, model, words, target, primary, space);
    }

    public InferenceRequest at(int image) {
        return new InferenceRequest(stamp, trigger, prompt, model, words, target, image, space);
    }

    /** With the weights that were opened. */
    public InferenceRequest untrained() {
        return weighted(null);
    }

    /** With other weights; null for those that were opened. */
    public InferenceRequest weighted(@Nullable ModelState weights) {
        return new InferenceRequest(stamp, trigger, prompt, weights, words, target, primary, space);
    }
}
