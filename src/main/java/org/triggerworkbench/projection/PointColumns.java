package org.triggerworkbench.projection;

import java.util.Arrays;

/**
 * N points of D values, kept column by column: a loop over points then runs over memory in order and in lockstep, which
 * the compiler turns into vector instructions.
 */
public final class PointColumns {
    private static final int TILE = 1024;

    private final int size;
    private final double[][] columns;

    private PointColumns(int size, double[][] columns) {
        this.size = size;
        this.columns = columns;
    }

    /** Of N at least 1 points of equal length and finite values. */
    public static PointColumns of(float[][] points) {
        if (points.length == 0) {
            throw new IllegalArgumentException("no points");
        }
        int d = points[0].length;
        double[][] columns = new double[d][points.length];
        for (int i = 0; i < points.length; i++) {
            if (points[i].length != d) {
                throw new IllegalArgumentException("points of " + d + " and " + points[i].length + " values");
            }
            for (int j = 0; j < d; j++) {
                if (!Float.isFinite(points[i][j])) {
                    throw new IllegalArgumentException("a point holds " + points[i][j]);
                }
                columns[j][i] = points[i][j];
            }
        }
        return new PointColumns(points.length, columns);
    }

    public int size() {
        return size;
    }

    /** Squared Euclidean distances from point i to each point; the same from i to j as from j to i. */
    public void squaredDistances(int i, double[] squared) {
        double[] from = new double[columns.length];
        for (int j = 0; j < from.length; j++) {
            from[j] = columns[j][i];
        }
        squaredDistances(from, squared);
    }

    /** Squared Euclidean distances from a place of D values to each point. */
    void squaredDistances(double[] from, double[] squared) {
        Arrays.fill(squared, 0, size, 0);
        for (int start = 0; start < size; start += TILE) {
            int end = Math.min(size, start + TILE);
            for (int j = 0; j < columns.length; j++) {
                addSquares(columns[j], from[j], start, end, squared);
            }
        }
    }

    private static void addSquares(double[] column, double value, int start, int end, double[] squared) {
        for (int i = start; i < end; i++) {
            double difference = column[i] - value;
            squared[i] += difference * difference;
        }
    }
}
