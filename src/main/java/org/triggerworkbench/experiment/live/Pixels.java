package org.triggerworkbench.experiment.live;

import ai.djl.ndarray.NDArray;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.text.AllowedBecause;

/** Pictures as the window draws them: opaque ARGB, row by row. */
@AllowedBecause("brings a batch out of the engine as pictures")
public final class Pixels {
    private static final int OPAQUE = 0xff << 24;

    private Pixels() {}

    /** A picture's pixels. */
    public static int[] argb(Picture picture) {
        byte[] rgb = picture.rgb();
        int[] pixels = new int[rgb.length / 3];
        for (int i = 0, from = 0; i < pixels.length; i++, from += 3) {
            pixels[i] = OPAQUE | (rgb[from] & 0xff) << 16 | (rgb[from + 1] & 0xff) << 8 | (rgb[from + 2] & 0xff);
        }
        return pixels;
    }

    /** A batch of N x 3 x H x W, clipped to [0, 1] and rounded. */
    static int[][] argb(NDArray images) {
        int n = Math.toIntExact(images.getShape().get(0));
        float[] values = images.toFloatArray();
        int plane = values.length / n / 3;
        int[][] all = new int[n][plane];
        for (int i = 0, from = 0; i < n; i++, from += 3 * plane) {
            int[] pixels = all[i];
            for (int p = 0; p < plane; p++) {
                pixels[p] = OPAQUE
                        | level(values[from + p]) << 16
                        | level(values[from + plane + p]) << 8
                        | level(values[from + 2 * plane + p]);
            }
        }
        return all;
    }

    private static int level(float value) {
        return (int) (Math.clamp(value, 0f, 1f) * 255f + 0.5f);
    }
}
