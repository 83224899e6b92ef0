package org.triggerworkbench.experiment.live;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptLayout;

/**
 * A visual prompt as it stood at one moment. Two states are the same only if they are the same object.
 *
 * @param layout of the prompt
 * @param values w, 3 x H x W
 * @param mapping of the model's classes it was trained with; null takes the usual one
 * @param step of the training the values are from; 0 for a prompt from a file
 * @param origin the file that it is from, or will be in once its run has ended; null where there is none
 */
public record PromptState(
        PromptLayout layout,
        HostTensor values,
        @Nullable OutputMapping mapping,
        long step,
        @Nullable Path origin) {
    /** One that comes from nowhere. */
    public PromptState(PromptLayout layout, HostTensor values, @Nullable OutputMapping mapping, long step) {
        this(layout, values, mapping, step, null);
    }

    /** A prompt out of a file. */
    public PromptState(PromptFiles.Saved saved, long step) {
        this(saved.layout(), saved.values(), saved.mapping(), step, saved.origin());
    }

    /**
     * Reads a visual prompt for a model.
     *
     * @throws org.triggerworkbench.text.InputException if the file holds none or one of another size
     */
    public static @Nullable PromptState read(@Nullable Path file, InputSpec input) {
        if (file == null) {
            return null;
        }
        PromptFiles.Saved saved = PromptFiles.readVisualFor(file, input);
        return new PromptState(saved.layout(), saved.values(), saved.mapping(), 0, PromptFiles.origin(file));
    }

    /** Its values at another step of its training. */
    public PromptState at(long newStep, HostTensor newValues) {
        return new PromptState(layout, newValues, mapping, newStep, origin);
    }

    /** As a file holds it. */
    public PromptFiles.Saved saved() {
        return new PromptFiles.Saved(layout, values, mapping, origin);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
