package org.triggerworkbench.defense.shadow;

import java.util.Arrays;

/**
 * Logistic regression on standardised features with a ridge: min over w, b of mean log(1 + exp(-s (w z + b))) + ridge |w|^2 / 2,
 * s = +-1, by plain gradient descent, which always ends at the same numbers.
 */
final class LogisticRegression {
    private static final int ROUNDS = 2000;
    private static final double TINY = 1e-9;

    private final double[] mean;
    private final double[] spread;
    private final double[] weights;
    private double offset;

    private LogisticRegression(int width) {
        mean = new double[width];
        spread = new double[width];
        weights = new double[width];
    }

    /**
     * Fits.
     *
     * @param rows features, N x D
     * @param positive one a row
     * @param ridge above 0
     */
    static LogisticRegression fit(double[][] rows, boolean[] positive, double ridge) {
        LogisticRegression model = new LogisticRegression(rows[0].length);
        model.standardise(rows);
        double[][] z = Arrays.stream(rows).map(model::standard).toArray(double[][]::new);
        // One over the largest curvature there can be: the mean of |z|^2 is at most D.
        double rate = 1 / (0.25 * (rows[0].length + 1) + ridge);
        for (int round = 0; round < ROUNDS; round++) {
            model.descend(z, positive, ridge, rate);
        }
        return model;
    }

    private void standardise(double[][] rows) {
        for (int d = 0; d < mean.length; d++) {
            int column = d;
            double middle = Arrays.stream(rows)
                    .mapToDouble(row -> row[column])
                    .average()
                    .orElse(0);
            mean[d] = middle;
            spread[d] = Math.sqrt(Arrays.stream(rows)
                    .mapToDouble(row -> (row[column] - middle) * (row[column] - middle))
                    .average()
                    .orElse(0));
        }
    }

    private double[] standard(double[] row) {
        double[] z = new double[row.length];
        Arrays.setAll(z, d -> spread[d] < TINY ? 0 : (row[d] - mean[d]) / spread[d]);
        return z;
    }

    private void descend(double[][] z, boolean[] positive, double ridge, double rate) {
        double[] slope = new double[weights.length];
        double slopeOfOffset = 0;
        for (int i = 0; i < z.length; i++) {
            double error = (chance(z[i]) - (positive[i] ? 1 : 0)) / z.length;
            slopeOfOffset += error;
            for (int d = 0; d < slope.length; d++) {
                slope[d] += error * z[i][d];
            }
        }
        for (int d = 0; d < slope.length; d++) {
            weights[d] -= rate * (slope[d] + ridge * weights[d]);
        }
        offset -= rate * slopeOfOffset;
    }

    private double chance(double[] z) {
        double sum = offset;
        for (int d = 0; d < z.length; d++) {
            sum += weights[d] * z[d];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /** How far a row lies from what was fitted: the root mean square of its features in standard deviations. */
    double distance(double[] row) {
        double sum = 0;
        for (double z : standard(row)) {
            sum += z * z;
        }
        return Math.sqrt(sum / row.length);
    }

    /** The chance that a row is positive, in [0, 1]. */
    double of(double[] row) {
        return chance(standard(row));
    }
}
