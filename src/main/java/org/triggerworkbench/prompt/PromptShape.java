package org.triggerworkbench.prompt;

import java.util.Arrays;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Which pixels of a picture a visual prompt may change. */
public sealed interface PromptShape {

    /**
     * A frame along all four sides, the "padding" template of visual prompting (Bahng et al. 2022).
     *
     * @param width of the frame on each side, in pixels, at least 1
     */
    record Frame(int width) implements PromptShape {
        public Frame {
            if (width < 1) {
                throw new InputException(Messages.of(PromptShape.class).get("shape.thin", width));
            }
        }
    }

    /**
     * A rectangle.
     *
     * @param x of its left edge
     * @param y of its top edge
     * @param width in pixels, at least 1
     * @param height in pixels, at least 1
     */
    record Patch(int x, int y, int width, int height) implements PromptShape {
        public Patch {
            if (width < 1 || height < 1) {
                throw new InputException(Messages.of(PromptShape.class).get("shape.empty", width, height));
            }
        }
    }

    /**
     * One where the prompt may change a pixel, zero elsewhere.
     *
     * @return height x width values, row by row
     * @throws InputException if the frame is wider than half of the picture or the patch leaves the picture
     */
    default float[] mask(int height, int width) {
        float[] mask = new float[height * width];
        switch (this) {
            case Frame(int thick) -> {
                if (2L * thick > Math.min(height, width)) {
                    throw new InputException(Messages.of(PromptShape.class).get("shape.wide", thick, width, height));
                }
                Arrays.fill(mask, 1);
                fill(mask, width, thick, thick, width - 2 * thick, height - 2 * thick, 0);
            }
            case Patch(int x, int y, int wide, int high) -> {
                if (x < 0 || y < 0 || (long) x + wide > width || (long) y + high > height) {
                    throw new InputException(
                            Messages.of(PromptShape.class).get("shape.off", wide, high, x, y, width, height));
                }
                fill(mask, width, x, y, wide, high, 1);
            }
        }
        return mask;
    }

    private static void fill(float[] mask, int stride, int x, int y, int wide, int high, float value) {
        for (int row = y; row < y + high; row++) {
            Arrays.fill(mask, row * stride + x, row * stride + x + wide, value);
        }
    }
}
