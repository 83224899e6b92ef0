package org.triggerworkbench.app.prompt;

import java.util.stream.IntStream;
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

    /**
     * A prompt's picture; an added one is drawn so that its strength shows: twice as strong is twice as far from grey.
     *
     * @param contrast how much farther from grey than it is; 1 for as it is
     */
    static int[] of(EditedPrompt prompt, double contrast) {
        PromptLayout layout = prompt.base().layout();
        if (layout.mode() == PromptLayout.Mode.PASTE) {
            return Pixels.argb(PromptPicture.of(layout, prompt.shown().values().floats()));
        }
        int[] pixels = base(prompt);
        for (int i = 0; i < pixels.length; i++) {
            int argb = 0xff;
            for (int shift = 16; shift >= 0; shift -= 8) {
                int own = (pixels[i] >> shift) & 0xff;
                long level = Math.round(GREY + (own - GREY) * prompt.strength() * contrast);
                argb = (argb << 8) | Math.clamp(level, 0, 255);
            }
            pixels[i] = argb;
        }
        return pixels;
    }

    /** The contrast at which all but the outermost hundredth of an added prompt's values are told apart, at least 1. */
    static double contrast(EditedPrompt prompt) {
        if (prompt.base().layout().mode() == PromptLayout.Mode.PASTE) {
            return 1;
        }
        int[] far = IntStream.of(base(prompt))
                .flatMap(argb -> IntStream.of(argb >> 16, argb >> 8, argb))
                .map(channel -> Math.abs((channel & 0xff) - GREY))
                .filter(away -> away > 1)
                .sorted()
                .toArray();
        return far.length == 0 ? 1 : Math.max(1, (GREY - 1.0) / far[(int) (0.99 * (far.length - 1))]);
    }

    private static int[] base(EditedPrompt prompt) {
        return Pixels.argb(
                PromptPicture.of(prompt.base().layout(), prompt.base().values().floats()));
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
