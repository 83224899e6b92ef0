package org.triggerworkbench.prompt;

import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.prompt.PromptLayout.Mode;

/** Visual prompts as pictures for users. */
public final class PromptPicture {
    private static final int GREY = 128;

    private PromptPicture() {}

    /**
     * What a prompt does, as a picture; grey 128 where it does nothing. An added prompt is shown as 128 + 127 v / max|v|
     * with v = std w; a pasted one as the pixels mean + std w, clipped to [0, 1].
     *
     * @param values w, 3 x H x W
     */
    public static Picture of(PromptLayout layout, float[] values) {
        float[] mask = layout.mask();
        int plane = mask.length;
        float largest = 0;
        for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, Math.abs(values[i] * layout.std()[i / plane] * mask[i % plane]));
        }
        byte[] rgb = new byte[3 * plane];
        for (int i = 0; i < values.length; i++) {
            int channel = i / plane;
            float value = values[i] * layout.std()[channel];
            float shown = GREY;
            if (mask[i % plane] != 0) {
                if (layout.mode() == Mode.PASTE) {
                    shown = 255 * Math.clamp(layout.mean()[channel] + value, 0f, 1f);
                } else if (largest > 0) {
                    shown = GREY + 127 * value / largest;
                }
            }
            rgb[3 * (i % plane) + channel] = (byte) Math.round(shown);
        }
        return new Picture(layout.width(), layout.height(), rgb);
    }
}
