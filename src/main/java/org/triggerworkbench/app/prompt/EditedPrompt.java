package org.triggerworkbench.app.prompt;

import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;

/**
 * A visual prompt as edited.
 *
 * @param base at strength 1
 * @param strength its values are multiplied by, 0 to 2
 * @param shown what the model is seen through
 */
record EditedPrompt(PromptState base, double strength, PromptState shown) {
    static EditedPrompt of(PromptState state) {
        return new EditedPrompt(state, 1, state);
    }

    /** A prompt that does nothing yet. */
    static EditedPrompt zeros(PromptLayout layout) {
        int count = 3 * layout.height() * layout.width();
        return of(
                new PromptState(layout, HostTensor.of(new float[count], 3, layout.height(), layout.width()), null, 0));
    }

    EditedPrompt at(double newStrength) {
        if (newStrength == 1) {
            return of(base);
        }
        float[] values = base.values().floats();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * newStrength);
        }
        return new EditedPrompt(
                base,
                newStrength,
                base.at(base.step(), HostTensor.of(values, base.values().shape())));
    }

    /**
     * The same values seen through another shape.
     *
     * @throws org.triggerworkbench.text.InputException if the shape does not fit on the picture
     */
    EditedPrompt in(PromptShape shape) {
        PromptLayout old = base.layout();
        PromptLayout layout = new PromptLayout(shape, old.mode(), old.height(), old.width(), old.mean(), old.std());
        return of(new PromptState(layout, base.values(), base.mapping(), base.step(), base.origin()))
                .at(strength);
    }
}
