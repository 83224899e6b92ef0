package org.triggerworkbench.projection;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Ten round Gaussian clusters with centres drawn by chance. */
public final class Blobs {
    private static final int CLUSTERS = 10;

    private Blobs() {}

    /** n points of d values; cluster i holds points i, i + 10, ... Deviation 1 about centres of deviation 3. */
    public static float[][] of(int n, int d) {
        SplittableRandom random = new SplittableRandom(7);
        double[][] centres = new double[CLUSTERS][d];
        for (double[] centre : centres) {
            for (int j = 0; j < d; j++) {
                centre[j] = 3 * random.nextGaussian();
            }
        }
        float[][] points = new float[n][d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                points[i][j] = (float) (centres[i % CLUSTERS][j] + random.nextGaussian());
            }
        }
        return points;
    }

    /** Small sets on which a careless projection divides by zero. */
    public static float[][][] degenerate() {
        float[][] twins = of(40, 6);
        for (int i = 20; i < 40; i++) {
            twins[i] = twins[0].clone();
        }
        float[][] line = of(30, 1);
        float[][] equal = new float[12][5];
        for (float[] point : equal) {
            Arrays.fill(point, 0.1f);
        }
        return new float[][][] {of(1, 5), of(2, 5), of(3, 5), of(4, 5), new float[12][5], equal, twins, line};
    }

    public static float[][] run(StepwiseProjection projection) {
        while (!projection.isFinished()) {
            projection.step();
        }
        return projection.positions();
    }

    public static boolean allFinite(float[][] positions) {
        for (float[] place : positions) {
            if (place.length != 2 || !Float.isFinite(place[0]) || !Float.isFinite(place[1])) {
                return false;
            }
        }
        return true;
    }
}
