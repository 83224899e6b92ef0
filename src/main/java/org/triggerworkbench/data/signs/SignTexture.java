package org.triggerworkbench.data.signs;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/** A board drawn once, with smaller copies so that a small sign is sampled without jagged edges. */
final class SignTexture {
    /** Half the side of the texture in board units; a little more than the board, so that its edge fades out. */
    static final double EXTENT = 1.15;

    private static final int SIZE = 256;
    private static final int LEVELS = 5;

    /** Level by level, {@code side x side x 4} values 0..1 with colour already multiplied by alpha. */
    private final float[][] levels = new float[LEVELS][];

    SignTexture(Sign sign) {
        levels[0] = draw(sign);
        for (int level = 1; level < LEVELS; level++) {
            levels[level] = halved(levels[level - 1], SIZE >> level);
        }
    }

    /** The smallest copy with at least this many texels from edge to edge. */
    static int level(double texelsAcross) {
        int level = 0;
        while (level < LEVELS - 1 && SIZE >> (level + 1) >= texelsAcross) {
            level++;
        }
        return level;
    }

    /** Reads red, green, blue (multiplied by alpha) and alpha at a board position; clear outside the texture. */
    void sample(int level, double u, double v, float[] rgba) {
        int side = SIZE >> level;
        double x = (u / EXTENT + 1) * side / 2 - 0.5;
        double y = (v / EXTENT + 1) * side / 2 - 0.5;
        if (!(x >= 0 && y >= 0 && x < side - 1 && y < side - 1)) {
            Arrays.fill(rgba, 0);
            return;
        }
        int column = (int) x;
        int row = (int) y;
        float right = (float) (x - column);
        float down = (float) (y - row);
        float[] texels = levels[level];
        int at = 4 * (row * side + column);
        int below = at + 4 * side;
        for (int c = 0; c < 4; c++) {
            float top = texels[at + c] + right * (texels[at + 4 + c] - texels[at + c]);
            float bottom = texels[below + c] + right * (texels[below + 4 + c] - texels[below + c]);
            rgba[c] = top + down * (bottom - top);
        }
    }

    private static float[] draw(Sign sign) {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(SIZE / (2 * EXTENT), SIZE / (2 * EXTENT));
        graphics.translate(EXTENT, EXTENT);
        new SignFace(graphics).draw(sign);
        graphics.dispose();
        int[] argb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        float[] texels = new float[4 * argb.length];
        for (int i = 0; i < argb.length; i++) {
            float alpha = (argb[i] >>> 24) / 255f;
            texels[4 * i] = (argb[i] >> 16 & 0xff) / 255f * alpha;
            texels[4 * i + 1] = (argb[i] >> 8 & 0xff) / 255f * alpha;
            texels[4 * i + 2] = (argb[i] & 0xff) / 255f * alpha;
            texels[4 * i + 3] = alpha;
        }
        return texels;
    }

    private static float[] halved(float[] texels, int side) {
        float[] half = new float[4 * side * side];
        for (int i = 0; i < half.length; i++) {
            int c = i % 4;
            int x = i / 4 % side;
            int y = i / 4 / side;
            int at = 4 * (2 * y * 2 * side + 2 * x) + c;
            half[i] = (texels[at] + texels[at + 4] + texels[at + 8 * side] + texels[at + 8 * side + 4]) / 4;
        }
        return half;
    }
}
