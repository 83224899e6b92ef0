package org.triggerworkbench.trigger;

/**
 * What a patch shows, before it is given an opacity and a place.
 *
 * @param width in pixels
 * @param height in pixels
 * @param values 3 x height x width in [0, 1]
 * @param mask height x width in [0, 1], 1 where it covers the picture
 */
public record PatchPattern(int width, int height, float[] values, float[] mask) {
    public PatchPattern {
        if (values.length != 3 * width * height || mask.length != width * height) {
            throw new IllegalArgumentException(
                    values.length + " values, " + mask.length + " of mask for " + width + " x " + height);
        }
    }
}
