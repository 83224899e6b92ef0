package org.triggerworkbench.prompt;

import ai.djl.ndarray.NDArray;
import java.util.SplittableRandom;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A trainable picture w that is added to, or pasted on, every input of a frozen model (visual prompting, Bahng et al.
 * 2022). Only the pixels of its shape count: values elsewhere change nothing and get a zero gradient.
 */
public final class VisualPrompt implements AutoCloseable {
    private final PromptLayout layout;
    private final NDArray values;
    /** mask x std, 3 x H x W: brings the values to [0, 1] space. */
    private final NDArray scale;
    /** What is left of the image, 1 - mask, 1 x H x W; for pasting. */
    private final NDArray rest;
    /** mask x mean, 3 x H x W; for pasting. */
    private final NDArray base;

    private VisualPrompt(Compute compute, PromptLayout layout, float[] values) {
        this.layout = layout;
        int height = layout.height();
        int width = layout.width();
        float[] mask = layout.mask();
        float[] inverse = new float[mask.length];
        for (int i = 0; i < mask.length; i++) {
            inverse[i] = 1 - mask[i];
        }
        // Its tensors outlive whatever scope the caller is in.
        try (TensorScope scope = new TensorScope()) {
            this.values = scope.keep(compute.tensor(values, 3, height, width));
            this.scale = scope.keep(compute.tensor(perChannel(mask, layout.std()), 3, height, width));
            this.rest = scope.keep(compute.tensor(inverse, 1, height, width));
            this.base = scope.keep(compute.tensor(perChannel(mask, layout.mean()), 3, height, width));
        }
    }

    /** A prompt of zeros: in mode {@code ADD} it changes nothing. */
    public static VisualPrompt zeros(Compute compute, PromptLayout layout) {
        return new VisualPrompt(compute, layout, new float[3 * layout.height() * layout.width()]);
    }

    /**
     * A prompt of independent draws from N(0, scale^2) inside the shape, zeros outside; the reference code of visual
     * prompting starts with scale 1.
     */
    public static VisualPrompt normal(Compute compute, PromptLayout layout, double scale, long seed) {
        SplittableRandom random = Seeds.generator(seed, "visual-prompt", 0);
        float[] draws = Seeds.normal(3 * layout.height() * layout.width(), scale, random);
        float[] mask = layout.mask();
        for (int i = 0; i < draws.length; i++) {
            draws[i] = mask[i % mask.length] == 0 ? 0 : draws[i];
        }
        return new VisualPrompt(compute, layout, draws);
    }

    /**
     * A prompt of given values.
     *
     * @param values 3 x H x W or 1 x 3 x H x W
     * @throws InputException if the values have another size than the layout
     */
    public static VisualPrompt from(Compute compute, PromptLayout layout, HostTensor values) {
        long[] shape = values.shape();
        int first = shape.length == 4 && shape[0] == 1 ? 1 : 0;
        if (shape.length - first != 3
                || shape[first] != 3
                || shape[first + 1] != layout.height()
                || shape[first + 2] != layout.width()) {
            throw new InputException(Messages.of(VisualPrompt.class)
                    .get("prompt.size", values, "[3, " + layout.height() + ", " + layout.width() + "]"));
        }
        return new VisualPrompt(compute, layout, values.floats());
    }

    public PromptLayout layout() {
        return layout;
    }

    /** The trainable tensor w, 3 x H x W; the prompt owns it. Change it in place. */
    public NDArray values() {
        return values;
    }

    /** A copy of the values in plain memory. */
    public HostTensor toHost() {
        return Compute.toHost(values);
    }

    /**
     * The prompted images; a trigger is stamped before this, so a trigger under the prompt is summed with it (or covered
     * by it when pasted).
     *
     * @param images N x 3 x H x W in [0, 1]
     * @return N x 3 x H x W, not clamped, in the caller's tensor scope
     */
    public NDArray apply(NDArray images) {
        NDArray scaled = values.mul(scale);
        return switch (layout.mode()) {
            case ADD -> images.add(scaled);
            case PASTE -> images.mul(rest).add(scaled.add(base));
        };
    }

    @Override
    public void close() {
        values.close();
        scale.close();
        rest.close();
        base.close();
    }

    private static float[] perChannel(float[] mask, float[] factors) {
        float[] product = new float[3 * mask.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = mask[i % mask.length] * factors[i / mask.length];
        }
        return product;
    }
}
