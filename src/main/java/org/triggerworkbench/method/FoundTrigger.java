package org.triggerworkbench.method;

import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/**
 * A trigger that a defence looked for in a model: x (1 - m) + p m over the whole input.
 *
 * @param label the class it forces; {@value #NO_CLASS} where it forces none, such as one embedding for all inputs
 * @param width of the input, in pixels
 * @param height of the input, in pixels
 * @param mask m, height x width in [0, 1]
 * @param pattern p, 3 x height x width in [0, 1]
 * @param success how often it works on the images it was looked for with, in [0, 1]; NaN before the first look
 * @param settled whether the search for it has ended
 */
public record FoundTrigger(
        int label, int width, int height, float[] mask, float[] pattern, double success, boolean settled) {
    /** Label of a trigger that forces no class. */
    public static final int NO_CLASS = -1;

    public FoundTrigger {
        if (mask.length != width * height || pattern.length != 3 * width * height) {
            throw new IllegalArgumentException(
                    mask.length + " and " + pattern.length + " values for " + height + " x " + width);
        }
    }

    /** The sum of the mask, ||m||_1, in pixels. */
    public double norm() {
        double sum = 0;
        for (float value : mask) {
            sum += value;
        }
        return sum;
    }

    /** The trigger alone, p m, on black. */
    public Picture picture() {
        int pixels = width * height;
        byte[] rgb = new byte[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            for (int channel = 0; channel < 3; channel++) {
                float value = mask[i] * pattern[channel * pixels + i];
                rgb[3 * i + channel] = (byte) Math.round(255 * Math.clamp(value, 0f, 1f));
            }
        }
        return new Picture(width, height, rgb);
    }

    /** The same as something that can be stamped. */
    public Trigger.Patch trigger() {
        return new Trigger.Patch(width, height, pattern, mask, 1, new Placement.Fixed(0, 0));
    }
}
