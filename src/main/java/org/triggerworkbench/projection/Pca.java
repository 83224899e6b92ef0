package org.triggerworkbench.projection;

import java.util.Arrays;

/**
 * Principal component analysis: the orthonormal axes along which points vary most (Jolliffe 2002). Exact and without
 * chance: the same points give the same axes, and each axis points so that its entry of largest magnitude is positive
 * (the first of equals).
 *
 * <p>An axis along which nothing varies is all zeros, so points project to 0 on it.
 */
public final class Pca {
    private final double[] mean;
    private final double[][] axes;
    private final double[] explained;

    private Pca(double[] mean, double[][] axes, double[] explained) {
        this.mean = mean;
        this.axes = axes;
        this.explained = explained;
    }

    /**
     * Fits to points. Works on the smaller of the D x D covariance and the N x N Gram matrix, which have the same non-zero
     * eigenvalues.
     *
     * @param points N x D finite values, N at least 1
     * @param components axes wanted, 1 to D
     */
    public static Pca fit(float[][] points, int components) {
        requirePoints(points, components);
        int n = points.length;
        int d = points[0].length;
        double[] mean = mean(points);
        double[][] centred = centre(points, mean);
        boolean gram = n < d;
        double[][] matrix = gram ? rowProducts(centred) : columnProducts(centred, d);
        double total = 0;
        for (int i = 0; i < matrix.length; i++) {
            total += matrix[i][i];
        }
        LeadingEigen eigen = LeadingEigen.of(matrix, Math.min(components, matrix.length));
        double[][] axes = new double[components][d];
        double[] explained = new double[components];
        for (int k = 0; k < eigen.values().length; k++) {
            // Below this an eigenvalue is rounding of zero and its vector is arbitrary.
            if (eigen.values()[k] <= 1e-12 * total || total == 0) {
                continue;
            }
            axes[k] = unit(gram ? combine(eigen.vectors()[k], centred) : eigen.vectors()[k]);
            explained[k] = eigen.values()[k] / total;
        }
        return new Pca(mean, axes, explained);
    }

    /** The mean of the fitted points, D values. */
    public double[] mean() {
        return mean.clone();
    }

    /** Orthonormal rows, components x D, by falling variance. */
    public double[][] axes() {
        return Arrays.stream(axes).map(double[]::clone).toArray(double[][]::new);
    }

    /** The share of the points' variance along each axis, in [0, 1]; zeros where the points do not vary. */
    public double[] explainedVarianceRatios() {
        return explained.clone();
    }

    /** Places of points on the axes, N x components; the points need not be the fitted ones. */
    public float[][] project(float[][] points) {
        return Arrays.stream(points).map(this::project).toArray(float[][]::new);
    }

    /** The place of a point of D values on each axis. */
    public float[] project(float[] point) {
        if (point.length != mean.length) {
            throw new IllegalArgumentException(point.length + " values for " + mean.length + " dimensions");
        }
        float[] place = new float[axes.length];
        for (int k = 0; k < axes.length; k++) {
            double sum = 0;
            for (int j = 0; j < mean.length; j++) {
                sum += axes[k][j] * (point[j] - mean[j]);
            }
            place[k] = (float) sum;
        }
        return place;
    }

    private static void requirePoints(float[][] points, int components) {
        if (points.length == 0 || components < 1 || components > points[0].length) {
            throw new IllegalArgumentException(components + " components of " + points.length + " points");
        }
        for (float[] point : points) {
            if (point.length != points[0].length) {
                throw new IllegalArgumentException(
                        "points of " + point.length + " and " + points[0].length + " values");
            }
            for (float value : point) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("a point holds " + value);
                }
            }
        }
    }

    private static double[] mean(float[][] points) {
        double[] mean = new double[points[0].length];
        for (float[] point : points) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += point[j];
            }
        }
        for (int j = 0; j < mean.length; j++) {
            mean[j] /= points.length;
        }
        return mean;
    }

    private static double[][] centre(float[][] points, double[] mean) {
        double[][] centred = new double[points.length][mean.length];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                centred[i][j] = points[i][j] - mean[j];
            }
        }
        return centred;
    }

    /** N x N products of the rows. */
    private static double[][] rowProducts(double[][] rows) {
        double[][] products = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                products[i][j] = LeadingEigen.dot(rows[i], rows[j]);
                products[j][i] = products[i][j];
            }
        }
        return products;
    }

    /** D x D products of the columns, row by row so that memory is read in order. */
    private static double[][] columnProducts(double[][] rows, int d) {
        double[][] products = new double[d][d];
        for (double[] row : rows) {
            for (int i = 0; i < d; i++) {
                LeadingEigen.addScaled(products[i], row[i], row);
            }
        }
        return products;
    }

    private static double[] combine(double[] weights, double[][] rows) {
        double[] sum = new double[rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            LeadingEigen.addScaled(sum, weights[i], rows[i]);
        }
        return sum;
    }

    private static double[] unit(double[] vector) {
        int largest = 0;
        for (int j = 1; j < vector.length; j++) {
            // Equal magnitudes that differ by rounding must not decide the sign.
            if (Math.abs(vector[j]) > Math.abs(vector[largest]) * (1 + 1e-9)) {
                largest = j;
            }
        }
        double scale = Math.signum(vector[largest]) / Math.sqrt(LeadingEigen.dot(vector, vector));
        double[] unit = new double[vector.length];
        for (int j = 0; j < vector.length; j++) {
            unit[j] = vector[j] * scale;
        }
        return unit;
    }
}
