package org.triggerworkbench.app.defend;

import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/** A trigger as it lies on an input, on black, as the found ones are drawn. */
final class TruePicture {
    private static final float WHITE = 255;
    private static final float MIDDLE = 0.5f;

    private TruePicture() {}

    /** Opaque ARGB of the model's input size, row by row. */
    static int[] of(Trigger trigger, SubjectFacts facts) {
        int width = facts.input().width();
        int height = facts.input().height();
        float[] values = new float[3 * width * height];
        switch (trigger) {
            case Trigger.Patch patch -> stamp(patch, values, width, height);
            case Trigger.Blend blend -> System.arraycopy(blend.picture(), 0, values, 0, values.length);
            case Trigger.Additive additive -> shift(additive.delta(), values);
            case Trigger.Sinusoid wave -> shift(wave.residual(width, height), values);
        }
        return argb(values, width * height);
    }

    private static void stamp(Trigger.Patch patch, float[] values, int width, int height) {
        int[] corner = corner(patch, width, height);
        for (int y = 0; y < patch.height(); y++) {
            for (int x = 0; x < patch.width(); x++) {
                int to = (corner[1] + y) * width + corner[0] + x;
                int from = y * patch.width() + x;
                for (int c = 0; c < 3; c++) {
                    values[c * width * height + to] =
                            patch.mask()[from] * patch.pattern()[c * patch.width() * patch.height() + from];
                }
            }
        }
    }

    /** Where it lies; of one that is somewhere else on each image, in the middle. */
    private static int[] corner(Trigger.Patch patch, int width, int height) {
        return patch.placement() instanceof Placement.Fixed(int x, int y)
                ? new int[] {x, y}
                : new int[] {(width - patch.width()) / 2, (height - patch.height()) / 2};
    }

    /** What is added, around grey. */
    private static void shift(float[] delta, float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.clamp(MIDDLE + delta[i], 0, 1);
        }
    }

    private static int[] argb(float[] values, int pixels) {
        int[] argb = new int[pixels];
        for (int i = 0; i < pixels; i++) {
            int colour = 0xff;
            for (int c = 0; c < 3; c++) {
                colour = colour << 8 | Math.round(WHITE * values[c * pixels + i]);
            }
            argb[i] = colour;
        }
        return argb;
    }
}
