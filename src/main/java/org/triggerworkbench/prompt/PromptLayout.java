package org.triggerworkbench.prompt;

import org.triggerworkbench.model.InputSpec;

/**
 * All of a visual prompt but its values.
 *
 * @param shape the pixels it may change
 * @param mode how it changes them
 * @param height of the model's input, in pixels
 * @param width of the model's input, in pixels
 * @param mean the model's normalisation, a channel each; read by {@link Mode#PASTE} only
 * @param std the model's normalisation, a channel each: the prompt's values are in units of it
 */
public record PromptLayout(PromptShape shape, Mode mode, int height, int width, float[] mean, float[] std) {

    /** How a prompt changes its pixels. */
    public enum Mode {
        /** Added after the model's normalisation, not clamped (Bahng et al. 2022): in [0, 1] space x + std w. */
        ADD,
        /** Takes the pixels' place: x (1 - mask) + (mean + std w) mask. */
        PASTE
    }

    /**
     * Checks that the shape fits.
     *
     * @throws org.triggerworkbench.text.InputException if it does not
     */
    public PromptLayout {
        if (mean.length != 3 || std.length != 3) {
            throw new IllegalArgumentException("mean and std need three channels");
        }
        shape.mask(height, width);
    }

    /**
     * The layout for a model, with the size and normalisation of its card. Where a model normalises inside (TorchScript),
     * its card says mean 0 and std 1: give the true ones to the constructor if the prompt shall be in their units.
     */
    public static PromptLayout of(PromptShape shape, Mode mode, InputSpec spec) {
        return new PromptLayout(shape, mode, spec.height(), spec.width(), spec.mean(), spec.std());
    }

    /** The shape's mask for this size, height x width. */
    public float[] mask() {
        return shape.mask(height, width);
    }
}
