package org.triggerworkbench.defense.inversion;

import java.util.SplittableRandom;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.picture.Picture;

/** Pictures of nothing, that anybody can draw: a gradient of two colours with some filled ellipses on it. */
public record DrawnImages(int size, long seed) implements ImageSet {
    private static final int EDGE = 64;
    private static final int ELLIPSES = 6;

    @Override
    public int label(int index) {
        return 0;
    }

    @Override
    public Picture picture(int index) {
        SplittableRandom random = Seeds.generator(seed, "drawn-images", index);
        double[] from = colour(random);
        double[] to = colour(random);
        double angle = random.nextDouble(2 * Math.PI);
        double[][] rgb = new double[EDGE * EDGE][3];
        for (int i = 0; i < rgb.length; i++) {
            int row = i / EDGE;
            double x = i % EDGE - EDGE / 2.0;
            double y = row - EDGE / 2.0;
            double along = 0.5 + (x * Math.cos(angle) + y * Math.sin(angle)) / (EDGE * Math.sqrt(2));
            for (int channel = 0; channel < 3; channel++) {
                rgb[i][channel] = from[channel] + along * (to[channel] - from[channel]);
            }
        }
        for (int j = 0; j < ELLIPSES; j++) {
            ellipse(rgb, random);
        }
        byte[] bytes = new byte[3 * rgb.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(255 * Math.clamp(rgb[i / 3][i % 3], 0, 1));
        }
        return new Picture(EDGE, EDGE, bytes);
    }

    private static void ellipse(double[][] rgb, SplittableRandom random) {
        double[] colour = colour(random);
        double x = random.nextDouble(EDGE);
        double y = random.nextDouble(EDGE);
        double a = random.nextDouble(4, 20);
        double b = random.nextDouble(4, 20);
        for (int i = 0; i < rgb.length; i++) {
            double dx = (i % EDGE - x) / a;
            int row = i / EDGE;
            double dy = (row - y) / b;
            if (dx * dx + dy * dy < 1) {
                rgb[i] = colour.clone();
            }
        }
    }

    private static double[] colour(SplittableRandom random) {
        return new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble()};
    }

    @Override
    public String id(int index) {
        return "drawn " + index;
    }
}
