package org.triggerworkbench.data.signs;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A patch of dirt, snow or paper on a board, in board units.
 *
 * @param rgb colour 0..1
 * @param opacity 0..1 in its middle
 */
record Smudge(double u, double v, double radius, float[] rgb, float opacity) {

    static List<Smudge> on(SignScene scene, SplittableRandom random) {
        List<Smudge> smudges = new ArrayList<>();
        int dirt = random.nextInt(4);
        for (int i = 0; i < dirt; i++) {
            float[] grey = {0.3f, 0.27f, 0.22f};
            smudges.add(new Smudge(
                    random.nextDouble(-0.9, 0.9),
                    random.nextDouble(-0.9, 0.9),
                    random.nextDouble(0.1, 0.4),
                    grey,
                    0.25f));
        }
        if (scene.occlusion() == SignScene.Occlusion.STICKER) {
            float[] colour = {random.nextInt(2), random.nextInt(2) * 0.9f, random.nextInt(2) * 0.8f};
            double angle = random.nextDouble(2 * StrictMath.PI);
            smudges.add(new Smudge(
                    0.76 * StrictMath.cos(angle),
                    0.76 * StrictMath.sin(angle),
                    random.nextDouble(0.16, 0.26),
                    colour,
                    1));
        }
        if (scene.weather() == SignScene.Weather.SNOW) {
            // On the upper edge and around the rim, so that a figure never reads as another one.
            int heaps = random.nextInt(5, 11);
            float[] white = {0.95f, 0.96f, 1};
            for (int i = 0; i < heaps; i++) {
                if (i % 3 == 2) {
                    double angle = random.nextDouble(2 * StrictMath.PI);
                    double u = 0.9 * StrictMath.cos(angle);
                    double v = 0.9 * StrictMath.sin(angle);
                    smudges.add(new Smudge(u, v, random.nextDouble(0.1, 0.32), white, 0.95f));
                } else {
                    double u = random.nextDouble(-1, 1);
                    double v = random.nextDouble(-1.1, -0.8);
                    smudges.add(new Smudge(u, v, random.nextDouble(0.14, 0.36), white, 0.95f));
                }
            }
        }
        return smudges;
    }

    /** Lays the patch over a board colour that is multiplied by its alpha. */
    void cover(double atU, double atV, float[] rgba) {
        double distance = StrictMath.sqrt((atU - u) * (atU - u) + (atV - v) * (atV - v)) / radius;
        if (distance < 1) {
            float share = opacity * (float) Math.min(1, 4 * (1 - distance));
            for (int c = 0; c < 3; c++) {
                rgba[c] += share * (rgb[c] * rgba[3] - rgba[c]);
            }
        }
    }
}
