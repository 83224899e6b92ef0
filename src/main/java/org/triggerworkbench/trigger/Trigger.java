package org.triggerworkbench.trigger;

import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** What an attacker stamps on an input x in [0, 1]; pictures are 3 x height x width, channel by channel. */
public sealed interface Trigger {

    /**
     * A patch with a mask (BadNets, Gu et al. 2017): x (1 - m o) + p m o.
     *
     * @param width of the patch, in pixels
     * @param height of the patch, in pixels
     * @param pattern p, 3 x height x width in [0, 1]
     * @param mask m, height x width in [0, 1]
     * @param opacity o in [0, 1]
     * @param placement where it goes
     */
    record Patch(int width, int height, float[] pattern, float[] mask, float opacity, Placement placement)
            implements Trigger {
        public Patch {
            requireSize(pattern, 3, width, height);
            requireSize(mask, 1, width, height);
            requireUnit(pattern, "pattern");
            requireUnit(mask, "mask");
            requireUnit(new float[] {opacity}, "opacity");
        }

        /** A patch of a pattern with its mask. */
        public static Patch of(PatchPattern pattern, float opacity, Placement placement) {
            return new Patch(pattern.width(), pattern.height(), pattern.values(), pattern.mask(), opacity, placement);
        }
    }

    /**
     * A picture blended into the whole input (Blended, Chen et al. 2017): (1 - o) x + o z.
     *
     * @param width of the input, in pixels
     * @param height of the input, in pixels
     * @param picture z, 3 x height x width in [0, 1]
     * @param opacity o in [0, 1]; the paper uses 0.2
     */
    record Blend(int width, int height, float[] picture, float opacity) implements Trigger {
        public Blend {
            requireSize(picture, 3, width, height);
            requireUnit(picture, "picture");
            requireUnit(new float[] {opacity}, "opacity");
        }
    }

    /**
     * A wave along the columns (SIG, Barni et al. 2019): clip(x + A sin(2 pi j f / W)) in column j of W.
     *
     * @param amplitude A, of pixels in [0, 1]; 40/255 to 60/255 in the literature
     * @param frequency f, waves across the picture; 6 in the literature
     */
    record Sinusoid(float amplitude, float frequency) implements Trigger {
        public Sinusoid {
            if (!Float.isFinite(amplitude) || !Float.isFinite(frequency)) {
                throw new InputException(Messages.of(Trigger.class).get("trigger.wave", amplitude, frequency));
            }
        }

        /** The wave's value in each column. */
        public float[] columns(int width) {
            float[] wave = new float[width];
            for (int j = 0; j < width; j++) {
                wave[j] = (float) (amplitude * Math.sin(2 * Math.PI * j * frequency / width));
            }
            return wave;
        }

        /** What the wave adds to a picture, 3 x height x width. */
        public float[] residual(int width, int height) {
            float[] columns = columns(width);
            float[] delta = new float[3 * width * height];
            for (int i = 0; i < delta.length; i++) {
                delta[i] = columns[i % width];
            }
            return delta;
        }
    }

    /**
     * A residual: clip(x + delta).
     *
     * @param width of the input, in pixels
     * @param height of the input, in pixels
     * @param delta 3 x height x width, of pixels in [0, 1]
     */
    record Additive(int width, int height, float[] delta) implements Trigger {
        public Additive {
            requireSize(delta, 3, width, height);
            for (float value : delta) {
                if (!Float.isFinite(value)) {
                    throw new InputException(Messages.of(Trigger.class).get("trigger.range", "residual", value));
                }
            }
        }
    }

    /**
     * Checks that the trigger can go on pictures of a size.
     *
     * @throws InputException that says both sizes, if it cannot
     */
    default void requireImage(int imageWidth, int imageHeight) {
        switch (this) {
            case Patch patch ->
                patch.placement()
                        .place(new Placement.Room(imageWidth, imageHeight, patch.width(), patch.height()), 0, 0);
            case Blend blend -> requireSame(blend.width(), blend.height(), imageWidth, imageHeight);
            case Additive additive -> requireSame(additive.width(), additive.height(), imageWidth, imageHeight);
            case Sinusoid _ -> {}
        }
    }

    /** Whether nothing of a picture of this size is seen behind the trigger, so that all pictures become one. */
    default boolean hidesAll(int imageWidth, int imageHeight) {
        return switch (this) {
            case Patch patch -> {
                boolean opaque = patch.width() == imageWidth && patch.height() == imageHeight && patch.opacity() == 1;
                for (float covered : patch.mask()) {
                    opaque &= covered == 1;
                }
                yield opaque;
            }
            case Blend blend -> blend.opacity() == 1;
            case Additive _, Sinusoid _ -> false;
        };
    }

    /** Whether the trigger can go on pictures of a size. */
    default boolean fits(int imageWidth, int imageHeight) {
        try {
            requireImage(imageWidth, imageHeight);
            return true;
        } catch (InputException e) {
            return false;
        }
    }

    private static void requireSame(int width, int height, int imageWidth, int imageHeight) {
        if (width != imageWidth || height != imageHeight) {
            throw new InputException(
                    Messages.of(Trigger.class).get("trigger.size", width, height, imageWidth, imageHeight));
        }
    }

    private static void requireSize(float[] values, int channels, int width, int height) {
        if (width < 1 || height < 1 || values.length != channels * width * height) {
            throw new IllegalArgumentException(
                    values.length + " values for " + channels + " x " + height + " x " + width);
        }
    }

    private static void requireUnit(float[] values, String what) {
        for (float value : values) {
            if (!(value >= 0 && value <= 1)) {
                throw new InputException(Messages.of(Trigger.class).get("trigger.range01", what, value));
            }
        }
    }
}
