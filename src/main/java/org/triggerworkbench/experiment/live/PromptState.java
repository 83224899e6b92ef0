package org.triggerworkbench.experiment.live;

import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptLayout;

/**
 * A visual prompt as it stood at one moment. Two states are the same only if they are the same object.
 *
 * @param layout of the prompt
 * @param values w, 3 x H x W
 * @param mapping of the model's classes it was trained with; null takes the usual one
 * @param step of the training the values are from; 0 for a prompt from a file
 */
public record PromptState(
        PromptLayout layout, HostTensor values, @Nullable OutputMapping mapping, long step) {
    /** Its values at another step of its training. */
    public PromptState at(long newStep, HostTensor newValues) {
        return new PromptState(layout, newValues, mapping, newStep);
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
