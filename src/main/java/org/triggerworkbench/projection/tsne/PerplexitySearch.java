package org.triggerworkbench.projection.tsne;

/**
 * The width of a point's Gaussian in t-SNE: the precision beta_i = 1 / (2 sigma_i^2) for which p_j|i proportional to
 * exp(-beta_i d_ij^2) has the wanted perplexity exp(H), H = -sum_j p_j|i ln p_j|i (van der Maaten and Hinton 2008, eq. 1).
 */
final class PerplexitySearch {
    private static final int MOST_STEPS = 100;
    private static final double TOLERANCE = 1e-5;

    private PerplexitySearch() {}

    /**
     * The perplexity used for N points: at most (N - 1) / 3, so that three times as many neighbours exist, and at least 1.
     */
    static double clamp(double perplexity, int n) {
        return Math.max(1, Math.min(perplexity, (n - 1) / 3.0));
    }

    /**
     * Bisection for beta. Where more points than the perplexity are equally near, no width reaches it, and the narrowest
     * tried stands for the limit: equal shares for the nearest.
     *
     * @param squared squared distances to the other points, the first count of them
     * @param nearest the smallest of them
     */
    static double precision(double[] squared, int count, double nearest, double perplexity) {
        double mean = 0;
        for (int j = 0; j < count; j++) {
            mean += squared[j] - nearest;
        }
        mean /= count;
        if (!(mean > 0)) {
            return 1;
        }
        double target = Math.log(perplexity);
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double beta = 1 / mean;
        for (int step = 0; step < MOST_STEPS; step++) {
            double excess = entropy(squared, count, nearest, beta) - target;
            if (Math.abs(excess) <= TOLERANCE) {
                break;
            }
            if (excess > 0) {
                low = beta;
                beta = Double.isInfinite(high) ? beta * 2 : (beta + high) / 2;
            } else {
                high = beta;
                beta = (beta + low) / 2;
            }
        }
        return beta;
    }

    static double smallest(double[] squared, int count) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < count; j++) {
            smallest = Math.min(smallest, squared[j]);
        }
        return smallest;
    }

    /** Distances are taken from the nearest on, so that the sum is at least 1 and no share underflows to 0 / 0. */
    private static double entropy(double[] squared, int count, double nearest, double beta) {
        double sum = 0;
        double weighted = 0;
        for (int j = 0; j < count; j++) {
            double further = squared[j] - nearest;
            double share = Math.exp(-beta * further);
            sum += share;
            weighted += share * further;
        }
        return Math.log(sum) + beta * weighted / sum;
    }
}
