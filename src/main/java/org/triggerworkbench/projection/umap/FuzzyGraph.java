package org.triggerworkbench.projection.umap;

import org.triggerworkbench.projection.NeighbourGraph;
import org.triggerworkbench.projection.PointColumns;
import org.triggerworkbench.projection.RowBlocks;
import org.triggerworkbench.projection.SparseSymmetric;

/**
 * UMAP's weighted neighbour graph (McInnes et al. 2018, algorithms 2 and 3): w_j|i = exp(-max(0, d_ij - rho_i) / sigma_i),
 * rho_i the distance to the nearest point that is not the same, sigma_i such that sum_j w_j|i = log2 k; joined by the fuzzy
 * union w = a + b - ab.
 */
final class FuzzyGraph {
    private static final int STEPS = 64;
    private static final double TOLERANCE = 1e-5;

    /** The smallest sigma as a share of the mean distance, as in the authors' program. */
    private static final double SMALLEST_SCALE = 1e-3;

    private FuzzyGraph() {}

    /** @param neighbours k of a point, itself among them; N where there are fewer points */
    static SparseSymmetric of(PointColumns points, int neighbours) {
        int n = points.size();
        NeighbourGraph graph = NeighbourGraph.of(points, neighbours - 1);
        int k = graph.k();
        double[] weights = new double[n * k];
        double overall = mean(graph.distances(), 0, n * k);
        RowBlocks.runUnlessInterrupted(n, (from, to) -> {
            for (int i = from; i < to; i++) {
                weigh(graph, i, overall, weights);
            }
        });
        return SparseSymmetric.of(graph, weights, (a, b) -> a + b - a * b);
    }

    private static void weigh(NeighbourGraph graph, int i, double overall, double[] weights) {
        int from = i * graph.k();
        int to = from + graph.k();
        double[] distances = graph.distances();
        double rho = 0;
        for (int e = to - 1; e >= from; e--) {
            rho = distances[e] > 0 ? distances[e] : rho;
        }
        double sigma = Math.max(
                sigma(distances, from, to, rho), SMALLEST_SCALE * (rho > 0 ? mean(distances, from, to) : overall));
        for (int e = from; e < to; e++) {
            weights[e] = weight(distances[e], rho, sigma);
        }
    }

    private static double weight(double distance, double rho, double sigma) {
        return distance <= rho ? 1 : Math.exp(-(distance - rho) / sigma);
    }

    private static double sigma(double[] distances, int from, int to, double rho) {
        double target = Math.log(to - from + 1.0) / Math.log(2);
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double sigma = 1;
        for (int step = 0; step < STEPS; step++) {
            double sum = 0;
            for (int e = from; e < to; e++) {
                sum += weight(distances[e], rho, sigma);
            }
            if (Math.abs(sum - target) < TOLERANCE) {
                break;
            }
            if (sum > target) {
                high = sigma;
                sigma = (low + high) / 2;
            } else {
                low = sigma;
                sigma = Double.isInfinite(high) ? sigma * 2 : (low + high) / 2;
            }
        }
        return sigma;
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int e = from; e < to; e++) {
            sum += values[e];
        }
        return to > from ? sum / (to - from) : 0;
    }
}
