package org.triggerworkbench.app.paint.document;

import org.triggerworkbench.trigger.PatchPattern;
import org.triggerworkbench.trigger.Trigger;

/** Triggers as pictures, in eight bits. */
public final class TriggerPictures {
    private static final int OPAQUE = 0xff << 24;

    private TriggerPictures() {}

    /**
     * What a trigger looks like by itself: a patch or a blended picture as it is, what is added to images around grey.
     *
     * @param width of the images it goes on
     * @param height of the images it goes on
     */
    public static Sprite of(Trigger trigger, int width, int height) {
        return switch (trigger) {
            case Trigger.Patch patch -> {
                Sprite whole = sprite(new PatchPattern(patch.width(), patch.height(), patch.pattern(), patch.mask()));
                Box box = whole.bounds();
                yield box == null ? whole : whole.crop(box);
            }
            case Trigger.Blend blend -> opaque(blend.width(), blend.height(), blend.picture(), 0);
            case Trigger.Additive additive -> opaque(additive.width(), additive.height(), additive.delta(), 0.5f);
            case Trigger.Sinusoid wave -> opaque(width, height, wave.residual(width, height), 0.5f);
        };
    }

    /** A pattern, its mask as alpha. */
    static Sprite sprite(PatchPattern pattern) {
        int[] pixels =
                opaque(pattern.width(), pattern.height(), pattern.values(), 0).argb();
        for (int i = 0; i < pixels.length; i++) {
            // What covers at all stays visible, so that nothing is trimmed away.
            float mask = pattern.mask()[i];
            int alpha = mask == 0 ? 0 : Math.max(1, Math.round(255 * mask));
            pixels[i] = (pixels[i] & 0xffffff) | alpha << 24;
        }
        return new Sprite(pattern.width(), pattern.height(), pixels);
    }

    /** Values 3 x height x width, moved by an offset and clipped to [0, 1]. */
    static Sprite opaque(int width, int height, float[] values, float offset) {
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = OPAQUE
                    | level(values[i] + offset) << 16
                    | level(values[pixels.length + i] + offset) << 8
                    | level(values[2 * pixels.length + i] + offset);
        }
        return new Sprite(width, height, pixels);
    }

    private static int level(float value) {
        return Math.round(255 * Math.clamp(value, 0f, 1f));
    }
}
