package org.triggerworkbench.projection.tsne;

import org.triggerworkbench.projection.PointColumns;
import org.triggerworkbench.projection.RowBlocks;

/**
 * The joint probabilities of t-SNE over all pairs, p_ij = (p_j|i + p_i|j) / 2N (van der Maaten and Hinton 2008, 3.1), a
 * row at a time: only each point's Gaussian is kept, not the N x N matrix.
 */
final class ExactAffinities {
    private final PointColumns points;
    private final double[] precisions;
    private final double[] nearest;
    private final double[] sums;

    private ExactAffinities(PointColumns points) {
        this.points = points;
        precisions = new double[points.size()];
        nearest = new double[points.size()];
        sums = new double[points.size()];
    }

    /** @param perplexity as asked for, not yet fitted to N */
    static ExactAffinities of(PointColumns points, double perplexity) {
        ExactAffinities affinities = new ExactAffinities(points);
        int n = points.size();
        double wanted = PerplexitySearch.clamp(perplexity, n);
        RowBlocks.runUnlessInterrupted(n, (from, to) -> {
            double[] squared = new double[n];
            for (int i = from; i < to && n > 1; i++) {
                points.squaredDistances(i, squared);
                squared[i] = squared[n - 1];
                affinities.fit(i, squared, n - 1, wanted);
            }
        });
        return affinities;
    }

    private void fit(int i, double[] squared, int count, double perplexity) {
        nearest[i] = PerplexitySearch.smallest(squared, count);
        precisions[i] = PerplexitySearch.precision(squared, count, nearest[i], perplexity);
        for (int j = 0; j < count; j++) {
            sums[i] += share(i, squared[j]);
        }
    }

    private double share(int i, double squared) {
        return Math.exp(-precisions[i] * (squared - nearest[i]));
    }

    int size() {
        return points.size();
    }

    /**
     * Row i of P.
     *
     * @param squared room for N values
     * @param row N values, p_ii = 0
     */
    void row(int i, double[] squared, double[] row) {
        int n = points.size();
        points.squaredDistances(i, squared);
        for (int j = 0; j < n; j++) {
            row[j] = i == j ? 0 : (share(i, squared[j]) / sums[i] + share(j, squared[j]) / sums[j]) / (2.0 * n);
        }
    }

    /**
     * KL(P || Q) in nats of a map of these points, without approximation: sum p ln p + sum p ln(1 + d^2) + ln Z, with d
     * distances in the map and Z = sum over pairs of 1 / (1 + d^2).
     */
    double klDivergence(double[] x, double[] y) {
        int n = points.size();
        double[] costs = new double[n];
        double[] z = new double[n];
        RowBlocks.runUnlessInterrupted(n, (from, to) -> {
            double[] squared = new double[n];
            double[] row = new double[n];
            for (int i = from; i < to; i++) {
                row(i, squared, row);
                costs[i] = Divergence.row(row, i, x, y);
                z[i] = Divergence.z(i, x, y);
            }
        });
        return Divergence.total(costs, z);
    }
}
