package org.triggerworkbench.method;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/** What must be open for a method to run. */
public enum Need {
    /** Any model that predicts classes. */
    CLASSIFIER,
    /** A model of images and texts, such as CLIP. */
    IMAGE_TEXT_MODEL,
    /** A model whose weights can be trained here. */
    TRAINABLE_MODEL,
    /** A visual prompt in front of the model. */
    VISUAL_PROMPT,
    /** A model of texts that takes learned vectors before the words of a class. */
    LEARNED_CONTEXT,
    /** Any trigger. */
    TRIGGER,
    /** A trigger that is a patch at the same place on each image. */
    FIXED_PATCH,
    /** A trigger that is a picture mixed into the whole input. */
    BLEND;

    /**
     * What is open.
     *
     * @param imageText whether the model has a text encoder
     * @param context whether it takes learned context
     * @param trainable whether its weights can be trained here
     * @param visualPrompt whether a visual prompt is in front of it
     * @param trigger what is stamped; null for nothing
     */
    public record Given(
            boolean imageText,
            boolean context,
            boolean trainable,
            boolean visualPrompt,
            @Nullable Trigger trigger) {}

    /** A sentence about the first need that what is open does not meet; empty if all are met. */
    public static Optional<String> unmet(Collection<Need> needs, Given given) {
        return needs.stream()
                .sorted()
                .filter(need -> !need.isMet(given))
                .findFirst()
                .map(need -> Messages.of(Need.class).get("need." + need.name()));
    }

    private boolean isMet(Given given) {
        return switch (this) {
            case CLASSIFIER -> true;
            case IMAGE_TEXT_MODEL -> given.imageText();
            case LEARNED_CONTEXT -> given.context();
            case TRAINABLE_MODEL -> given.trainable();
            case VISUAL_PROMPT -> given.visualPrompt();
            case TRIGGER -> given.trigger() != null;
            case FIXED_PATCH ->
                given.trigger() instanceof Trigger.Patch patch && patch.placement() instanceof Placement.Fixed;
            case BLEND -> given.trigger() instanceof Trigger.Blend;
        };
    }
}
