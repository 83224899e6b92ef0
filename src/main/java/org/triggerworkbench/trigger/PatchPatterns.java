package org.triggerworkbench.trigger;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.picture.Picture;

/** Patterns for patches, and controls of the same size that a backdoor must not answer to. */
public final class PatchPatterns {
    private PatchPatterns() {}

    /**
     * Black and white squares, white first; BadVisualPrompt's trigger.
     *
     * @param size of the whole, in pixels
     * @param cell of one square, in pixels, at least 1
     */
    public static PatchPattern checkerboard(int size, int cell) {
        return checkerboard(size, size, cell, new float[] {1, 1, 1}, new float[3]);
    }

    /**
     * Squares of two colours; NeuBA's triggers.
     *
     * @param cell of one square, in pixels, at least 1
     * @param first red, green, blue in [0, 1] of the top left square
     * @param second of its neighbours
     */
    public static PatchPattern checkerboard(int width, int height, int cell, float[] first, float[] second) {
        float[] values = new float[3 * width * height];
        for (int i = 0; i < values.length; i++) {
            int pixel = i % (width * height);
            boolean even = (pixel / width / cell + pixel % width / cell) % 2 == 0;
            values[i] = (even ? first : second)[i / (width * height)];
        }
        return covering(width, height, values);
    }

    /** The negative, under the same mask: the control nearest to the pattern. */
    public static PatchPattern inverted(PatchPattern pattern) {
        float[] values = new float[pattern.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 - pattern.values()[i];
        }
        return new PatchPattern(pattern.width(), pattern.height(), values, pattern.mask());
    }

    /** Uniform noise in [0, 1], each pixel and channel on its own. */
    public static PatchPattern noise(int width, int height, long seed) {
        SplittableRandom random = Seeds.generator(seed, "noise-pattern", 0);
        float[] values = new float[3 * width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return covering(width, height, values);
    }

    /** One colour, its channels in [0, 1]. */
    public static PatchPattern solid(int width, int height, float red, float green, float blue) {
        int pixels = width * height;
        float[] values = new float[3 * pixels];
        Arrays.fill(values, 0, pixels, red);
        Arrays.fill(values, pixels, 2 * pixels, green);
        Arrays.fill(values, 2 * pixels, 3 * pixels, blue);
        return covering(width, height, values);
    }

    /** A picture, covering all of its rectangle. */
    public static PatchPattern of(Picture picture) {
        int pixels = picture.width() * picture.height();
        float[] values = new float[3 * pixels];
        for (int i = 0; i < values.length; i++) {
            values[i] = (picture.rgb()[3 * (i % pixels) + i / pixels] & 0xff) / 255f;
        }
        return covering(picture.width(), picture.height(), values);
    }

    /**
     * A picture with alpha, which becomes the mask.
     *
     * @param argb height x width pixels 0xAARRGGBB, not premultiplied
     */
    public static PatchPattern of(int width, int height, int[] argb) {
        int pixels = width * height;
        float[] values = new float[3 * pixels];
        float[] mask = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            values[i] = (argb[i] >> 16 & 0xff) / 255f;
            values[pixels + i] = (argb[i] >> 8 & 0xff) / 255f;
            values[2 * pixels + i] = (argb[i] & 0xff) / 255f;
            mask[i] = (argb[i] >>> 24) / 255f;
        }
        return new PatchPattern(width, height, values, mask);
    }

    private static PatchPattern covering(int width, int height, float[] values) {
        float[] mask = new float[width * height];
        Arrays.fill(mask, 1);
        return new PatchPattern(width, height, values, mask);
    }
}
