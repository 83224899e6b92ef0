package org.triggerworkbench.projection.tsne;

/**
 * What can be chosen for t-SNE.
 *
 * @param perplexity the number of neighbours that count, about 5 to 50, at least 1. With few points, (N - 1) / 3 but not
 *     below 1 is used where that is smaller
 * @param iterations planned in all, at least 1
 * @param start where points stand at first
 * @param gradient how forces are computed
 */
public record TsneSettings(double perplexity, int iterations, Start start, Gradient gradient) {
    /** Where points stand at first. */
    public enum Start {
        /**
         * The two leading principal components, x scaled to a standard deviation of 1e-4 (as scikit-learn): keeps the large
         * arrangement. The seed then matters only where points do not vary along two axes.
         */
        PCA,
        /** Independent draws from N(0, 1e-4^2), as in the paper. */
        RANDOM
    }

    /** How forces are computed. */
    public enum Gradient {
        /** Exact up to 2,000 points, Barnes-Hut above. */
        AUTO,
        /** Over all pairs: N^2 time an iteration, 8 N^2 bytes. */
        EXACT,
        /** By a quadtree, theta 0.5: N log N time an iteration. */
        BARNES_HUT
    }

    public TsneSettings {
        if (!(perplexity >= 1) || Double.isInfinite(perplexity) || iterations < 1) {
            throw new IllegalArgumentException("perplexity " + perplexity + ", " + iterations + " iterations");
        }
    }

    /** Perplexity 30, 1,000 iterations, PCA start, the gradient by the number of points. */
    public static TsneSettings defaults() {
        return new TsneSettings(30, 1000, Start.PCA, Gradient.AUTO);
    }

    public TsneSettings withIterations(int changed) {
        return new TsneSettings(perplexity, changed, start, gradient);
    }

    public TsneSettings withStart(Start changed) {
        return new TsneSettings(perplexity, iterations, changed, gradient);
    }

    public TsneSettings withGradient(Gradient changed) {
        return new TsneSettings(perplexity, iterations, start, changed);
    }
}
