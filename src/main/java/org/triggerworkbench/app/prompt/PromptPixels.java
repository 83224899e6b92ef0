package org.triggerworkbench.app.prompt;

import org.triggerworkbench.experiment.live.Pixels;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptPicture;

/** Visual prompts, and what two of them differ in, as pixels for people. */
final class PromptPixels {
    private static final int OPAQUE = 0xff << 24;
    private static final int GREY = 128;

    private PromptPixels() {}

    /**
     * Where two prompts differ.
     *
     * @param pixels ARGB, the absolute difference of each channel with the largest as 255
     * @param largest difference, on the scale 0 to 1 of images
     */
    record Difference(int[] pixels, double largest) {}

    /** A prompt's picture; an added one is drawn so that its strength shows: twice as strong is twice as far from grey. */
    static int[] of(EditedPrompt prompt) {
        PromptLayout layout = prompt.base().layout();
        if (layout.mode() == PromptLayout.Mode.PASTE) {
            return Pixels.argb(PromptPicture.of(layout, prompt.shown().values().floats()));
        }
        int[] pixels =
                Pixels.argb(PromptPicture.of(layout, prompt.base().values().floats()));
        for (int i = 0; i < pixels.length; i++) {
            int argb = 0xff;
            for (int shift = 16; shift >= 0; shift -= 8) {
                int own = (pixels[i] >> shift) & 0xff;
                long level = Math.round(GREY + (own - GREY) * prompt.strength());
                argb = (argb << 8) | Math.clamp(level, 0, 255);
            }
            pixels[i] = argb;
        }
        return pixels;
    }

    /**
     * |a - b| of what two prompts put on a picture: std w for an added one, mean + std w for a pasted one, nothing outside of
     * their shapes. Both are of one size.
     */
    static Difference difference(EditedPrompt a, EditedPrompt b) {
        float[] first = effect(a);
        float[] second = effect(b);
        double largest = 0;
        for (int i = 0; i < first.length; i++) {
            first[i] = Math.abs(first[i] - second[i]);
            largest = Math.max(largest, first[i]);
        }
        int plane = first.length / 3;
        int[] pixels = new int[plane];
        double scale = largest == 0 ? 0 : 255 / largest;
        for (int p = 0; p < plane; p++) {
            pixels[p] = OPAQUE
                    | (int) Math.rint(first[p] * scale) << 16
                    | (int) Math.rint(first[plane + p] * scale) << 8
                    | (int) Math.rint(first[2 * plane + p] * scale);
        }
        return new Difference(pixels, largest);
    }

    private static float[] effect(EditedPrompt prompt) {
        PromptLayout layout = prompt.shown().layout();
        float[] values = prompt.shown().values().floats();
        float[] mask = layout.mask();
        int plane = mask.length;
        for (int i = 0; i < values.length; i++) {
            float base = layout.mode() == PromptLayout.Mode.PASTE ? layout.mean()[i / plane] : 0;
            values[i] = mask[i % plane] * (base + layout.std()[i / plane] * values[i]);
        }
        return values;
    }
}
