package org.triggerworkbench.data.signs;

import java.util.SplittableRandom;
import org.triggerworkbench.data.picture.Picture;

/** A square picture in the making: {@code side x side x 3} values, 0..1 where the picture is not overexposed. */
final class Film {
    private final int side;
    private float[] rgb;

    Film(int side) {
        this.side = side;
        this.rgb = new float[3 * side * side];
    }

    int side() {
        return side;
    }

    /** Lays packed pixels over the picture, their colours multiplied by a light. */
    void over(int[] argb, float[] light) {
        for (int i = 0; i < argb.length; i++) {
            int alpha = argb[i] >>> 24;
            if (alpha != 0) {
                float cover = alpha / 255f;
                cover(i, 0, (argb[i] >> 16 & 0xff) / 255f * light[0], cover);
                cover(i, 1, (argb[i] >> 8 & 0xff) / 255f * light[1], cover);
                cover(i, 2, (argb[i] & 0xff) / 255f * light[2], cover);
            }
        }
    }

    private void cover(int pixel, int channel, float value, float alpha) {
        rgb[3 * pixel + channel] += alpha * (value - rgb[3 * pixel + channel]);
    }

    /** Adds a colour that is already multiplied by its alpha. */
    void overPremultiplied(int x, int y, float red, float green, float blue, float alpha) {
        int at = 3 * (y * side + x);
        rgb[at] = red + (1 - alpha) * rgb[at];
        rgb[at + 1] = green + (1 - alpha) * rgb[at + 1];
        rgb[at + 2] = blue + (1 - alpha) * rgb[at + 2];
    }

    /** Fades all to a colour; share 0 leaves the picture as it is. */
    void blend(float[] colour, float share) {
        if (share > 0) {
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] += share * (colour[i % 3] - rgb[i]);
            }
        }
    }

    /** A light that fades with the distance from its middle, radius in pixels. */
    void glow(double centreX, double centreY, double radius, float[] colour) {
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double dx = (x - centreX) / radius;
                double dy = (y - centreY) / radius;
                float strength = (float) (1 / (1 + (dx * dx + dy * dy) * (dx * dx + dy * dy)));
                for (int c = 0; c < 3; c++) {
                    rgb[3 * (y * side + x) + c] += strength * colour[c];
                }
            }
        }
    }

    /** The mean of {@code 2 reach + 1} pixels along a direction; the border repeats. */
    void smear(int stepX, int stepY, int reach) {
        float[] result = new float[rgb.length];
        float weight = 1f / (2 * reach + 1);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int to = 3 * (y * side + x);
                for (int k = -reach; k <= reach; k++) {
                    int from = 3 * (clamp(y + k * stepY) * side + clamp(x + k * stepX));
                    result[to] += weight * rgb[from];
                    result[to + 1] += weight * rgb[from + 1];
                    result[to + 2] += weight * rgb[from + 2];
                }
            }
        }
        rgb = result;
    }

    private int clamp(int position) {
        return Math.max(0, Math.min(side - 1, position));
    }

    /** The finished picture with noise of a standard deviation in values of 0..1. */
    Picture develop(float grain, SplittableRandom random) {
        byte[] bytes = new byte[rgb.length];
        // The sum of four bytes is close enough to a bell and costs one draw for two channels.
        float scale = grain * 255 / 147.8f;
        long bits = 0;
        for (int i = 0; i < bytes.length; i++) {
            bits = i % 2 == 0 ? random.nextLong() : bits >>> 32;
            long sum = (bits & 0xff) + (bits >> 8 & 0xff) + (bits >> 16 & 0xff) + (bits >> 24 & 0xff);
            float value = rgb[i] * 255 + (sum - 510) * scale + 0.5f;
            bytes[i] = (byte) Math.max(0, Math.min(255, (int) value));
        }
        return new Picture(side, side, bytes);
    }
}
