package org.triggerworkbench.experiment.live;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;

/**
 * What is known of an open scene, in plain values.
 *
 * @param request it was opened by
 * @param modelName for people
 * @param architecture of the model
 * @param weights number of the model's weights
 * @param context whether its class words take learned context
 * @param trainable whether its weights can be trained here
 * @param zeroShot whether classes are told by words (an image-text model)
 * @param input the model's input
 * @param dataName for people
 * @param available images in the split the sheet is drawn from
 * @param classes names, in the order of the labels
 * @param ids of the sheet's images, stable names
 * @param labels true class of each image of the sheet
 * @param pixels the sheet after resize and crop, ARGB of each image row by row, without prompt and trigger
 * @param target class at the start
 * @param spaces feature spaces the embedding can show, {@link Spaces#JOINT} first where there is one
 * @param template words around a class name; empty for a model without words
 * @param recipe the attack that made what is open; null where that is not known or not told
 * @param remarks sentences on what the source of the images holds beside them, and on classes that go by other numbers
 */
public record SubjectFacts(
        LiveRequest request,
        String modelName,
        String architecture,
        long weights,
        boolean context,
        boolean trainable,
        boolean zeroShot,
        InputSpec input,
        String dataName,
        int available,
        List<String> classes,
        List<String> ids,
        int[] labels,
        int[][] pixels,
        int target,
        @Nullable PromptState cleanPrompt,
        @Nullable PromptState backdooredPrompt,
        @Nullable Trigger trigger,
        List<String> spaces,
        String template,
        @Nullable Recipe recipe,
        List<String> remarks) {
    public SubjectFacts {
        classes = List.copyOf(classes);
        ids = List.copyOf(ids);
        spaces = List.copyOf(spaces);
        remarks = List.copyOf(remarks);
    }

    /** A scene of whose images there is nothing to say, with a model that can be all that such models can be. */
    public SubjectFacts(
            LiveRequest request,
            String modelName,
            String architecture,
            long weights,
            boolean zeroShot,
            InputSpec input,
            String dataName,
            int available,
            List<String> classes,
            List<String> ids,
            int[] labels,
            int[][] pixels,
            int target,
            @Nullable PromptState cleanPrompt,
            @Nullable PromptState backdooredPrompt,
            @Nullable Trigger trigger,
            List<String> spaces,
            String template,
            @Nullable Recipe recipe) {
        this(
                request,
                modelName,
                architecture,
                weights,
                zeroShot,
                weights > 0,
                zeroShot,
                input,
                dataName,
                available,
                classes,
                ids,
                labels,
                pixels,
                target,
                cleanPrompt,
                backdooredPrompt,
                trigger,
                spaces,
                template,
                recipe,
                List.of());
    }

    /** The trigger that the window shows from the start; null for none, and for one that is withheld. */
    public @Nullable Trigger shownTrigger() {
        return request.withheld() ? null : trigger;
    }

    /** The target class that the window shows from the start. */
    public int shownTarget() {
        return request.withheld() ? 0 : target;
    }

    /** Whether another scene is the same model on the same data, whatever images of it are on the sheet. */
    public boolean isSameSubject(@Nullable SubjectFacts other) {
        return other != null
                && request.model().equals(other.request.model())
                && Objects.equals(request.architecture(), other.request.architecture())
                && Objects.equals(request.output(), other.request.output())
                && request.data().equals(other.request.data())
                && request.reading().equals(other.request.reading())
                && input.equals(other.input)
                && classes.equals(other.classes);
    }

    /**
     * Does nothing if another scene can be held against this one image by image: the same images at the same size, told apart
     * as the same classes.
     *
     * @throws InputException that says what differs
     */
    public void requireComparable(SubjectFacts other) {
        Messages text = Messages.of(SubjectFacts.class);
        if (input.width() != other.input.width() || input.height() != other.input.height()) {
            throw new InputException(text.get(
                    "beside.size",
                    other.modelName,
                    other.input.width(),
                    other.input.height(),
                    modelName,
                    input.width(),
                    input.height()));
        }
        if (!classes.equals(other.classes)) {
            throw new InputException(text.get("beside.classes", other.modelName, modelName));
        }
        if (!ids.equals(other.ids)) {
            throw new InputException(text.get("beside.images", other.modelName, modelName));
        }
    }
}
