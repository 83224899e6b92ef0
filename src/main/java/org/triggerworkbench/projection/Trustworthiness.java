package org.triggerworkbench.projection;

/**
 * How far neighbours in a map are neighbours in the input space too (Venna and Kaski 2001; the formula is scikit-learn's):
 *
 * <p>T = 1 - 2 / (N k (2N - 3k - 1)) sum_i sum_{j in the k nearest of i in the map} max(0, r(i, j) - k)
 *
 * <p>with r(i, j) the rank of j among the others by distance from i in the input space, 1 for the nearest, equals by rising
 * index.
 */
public final class Trustworthiness {
    /** The usual number of neighbours. */
    public static final int NEIGHBOURS = 15;

    private Trustworthiness() {}

    /** With k = 15. */
    public static double of(float[][] points, float[][] positions) {
        return of(points, positions, NEIGHBOURS);
    }

    /**
     * N^2 (D + k) time.
     *
     * @param points N x D finite values
     * @param positions N x 2 finite values
     * @param k neighbours looked at, 1 to below N / 2, as the formula needs
     * @return 0 to 1, 1 where no false neighbours are shown
     * @throws java.util.concurrent.CancellationException where the calling thread is interrupted
     */
    public static double of(float[][] points, float[][] positions, int k) {
        int n = points.length;
        if (n != positions.length || k < 1 || 2 * k >= n) {
            throw new IllegalArgumentException(n + " points, " + positions.length + " positions, k = " + k);
        }
        PointColumns input = PointColumns.of(points);
        NeighbourGraph shown = NeighbourGraph.of(PointColumns.of(positions), k);
        long[] penalties = new long[n];
        RowBlocks.runUnlessInterrupted(n, (from, to) -> {
            double[] squared = new double[n];
            for (int i = from; i < to; i++) {
                input.squaredDistances(i, squared);
                // The point itself is not one of the others.
                squared[i] = Double.POSITIVE_INFINITY;
                for (int e = i * k; e < (i + 1) * k; e++) {
                    penalties[i] += Math.max(0, rank(squared, shown.indices()[e]) - k);
                }
            }
        });
        long penalty = 0;
        for (long value : penalties) {
            penalty += value;
        }
        return 1 - 2.0 * penalty / ((double) n * k * (2.0 * n - 3.0 * k - 1));
    }

    private static int rank(double[] squared, int j) {
        double own = squared[j];
        int rank = 1;
        for (int other = 0; other < squared.length; other++) {
            rank += squared[other] < own || (squared[other] == own && other < j) ? 1 : 0;
        }
        return rank;
    }
}
