package org.triggerworkbench.defense.shadow;

import java.util.SplittableRandom;

/**
 * A trigger that a defender makes up: a square of one colour, of two in squares, or of noise, anywhere on the image, with a
 * target.
 *
 * @param mask height x width, zeros and ones
 * @param pattern 3 x height x width in [0, 1]
 */
record ShadowTrigger(int target, float[] mask, float[] pattern) {
    /** Draws one: an edge of an eighth to a fifth of the image. */
    static ShadowTrigger draw(int classes, int height, int width, SplittableRandom random) {
        int target = random.nextInt(classes);
        int least = Math.max(1, Math.min(height, width) / 8);
        int edge = random.nextInt(least, Math.max(least + 1, Math.min(height, width) / 5 + 1));
        int x = random.nextInt(width - edge + 1);
        int y = random.nextInt(height - edge + 1);
        int kind = random.nextInt(3);
        int cell = Math.max(1, edge / 4);
        float[][] colours = new float[2][3];
        for (float[] colour : colours) {
            for (int channel = 0; channel < 3; channel++) {
                colour[channel] = (float) random.nextDouble();
            }
        }
        float[] mask = new float[height * width];
        float[] pattern = new float[3 * height * width];
        for (int i = 0; i < edge * edge; i++) {
            int row = i / edge;
            int column = i % edge;
            int at = (y + row) * width + x + column;
            mask[at] = 1;
            int which = kind == 1 ? (row / cell + column / cell) % 2 : 0;
            for (int channel = 0; channel < 3; channel++) {
                pattern[channel * height * width + at] =
                        kind == 2 ? (float) random.nextDouble() : colours[which][channel];
            }
        }
        return new ShadowTrigger(target, mask, pattern);
    }
}
