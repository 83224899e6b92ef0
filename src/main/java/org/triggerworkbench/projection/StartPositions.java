package org.triggerworkbench.projection;

import java.util.SplittableRandom;

/**
 * Where points stand before the first iteration.
 *
 * @param x N values
 * @param y N values
 */
public record StartPositions(double[] x, double[] y) {
    /** The two leading principal components; zeros along an axis on which nothing varies. */
    public static StartPositions principal(float[][] points) {
        int n = points.length;
        StartPositions start = new StartPositions(new double[n], new double[n]);
        int axes = Math.min(2, points[0].length);
        if (axes > 0) {
            float[][] places = Pca.fit(points, axes).project(points);
            for (int i = 0; i < n; i++) {
                start.x[i] = places[i][0];
                start.y[i] = axes < 2 ? 0 : places[i][1];
            }
        }
        return new StartPositions(zeroIfEqual(start.x), zeroIfEqual(start.y));
    }

    /** Equal points differ from their rounded mean, so PCA may put them all at one place beside 0. */
    private static double[] zeroIfEqual(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return values;
            }
        }
        return new double[values.length];
    }

    /** Independent draws from N(0, deviation^2). */
    public static StartPositions random(int n, double deviation, SplittableRandom random) {
        StartPositions start = new StartPositions(new double[n], new double[n]);
        for (int i = 0; i < n; i++) {
            start.x[i] = deviation * random.nextGaussian();
            start.y[i] = deviation * random.nextGaussian();
        }
        return start;
    }

    /**
     * Both axes by one factor so that x has the given standard deviation. An axis without any spread takes the other's
     * place by chance: points on a line could never leave it.
     */
    public StartPositions scaledToDeviation(double deviation, SplittableRandom random) {
        StartPositions noise = random(x.length, deviation, random);
        double spread = deviation(x);
        return new StartPositions(
                spread > 0 ? times(x, deviation / spread) : noise.x,
                deviation(y) > 0 ? times(y, deviation / spread) : noise.y);
    }

    /** Both axes by one factor so that the largest magnitude is as given; none has any where all are 0. */
    public StartPositions scaledToLargest(double largest) {
        double most = Double.MIN_NORMAL;
        for (int i = 0; i < x.length; i++) {
            most = Math.max(most, Math.max(Math.abs(x[i]), Math.abs(y[i])));
        }
        return new StartPositions(times(x, largest / most), times(y, largest / most));
    }

    public StartPositions plus(StartPositions other) {
        double[] sumX = x.clone();
        double[] sumY = y.clone();
        LeadingEigen.addScaled(sumX, 1, other.x);
        LeadingEigen.addScaled(sumY, 1, other.y);
        return new StartPositions(sumX, sumY);
    }

    /** As N x 2 floats. */
    public static float[][] pairs(double[] x, double[] y) {
        float[][] pairs = new float[x.length][];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = new float[] {(float) x[i], (float) y[i]};
        }
        return pairs;
    }

    private static double[] times(double[] values, double factor) {
        double[] result = new double[values.length];
        LeadingEigen.addScaled(result, factor, values);
        return result;
    }

    /** The mean, summed in order, so that it does not depend on threads. */
    public static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }
}
