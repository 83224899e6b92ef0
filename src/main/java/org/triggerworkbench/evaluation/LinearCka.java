package org.triggerworkbench.evaluation;

/**
 * How alike two models represent the same inputs: linear centred kernel alignment (Kornblith et al., "Similarity of Neural
 * Network Representations Revisited", 2019), {@code |Y^T X|^2 / (|X^T X| |Y^T Y|)} with centred columns and Frobenius norms.
 * 1 for representations that are equal up to rotation and scale. Unlike a correlation it is not 0 for unrelated ones: of few
 * inputs with many features it reads high.
 */
public final class LinearCka {
    private LinearCka() {}

    /**
     * Compares two representations.
     *
     * @param x features of N inputs, N x D
     * @param y features of the same inputs, N x E; E may be another number
     * @return in [0, 1]; NaN where one of them is the same for all inputs
     */
    public static double of(float[][] x, float[][] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " inputs against " + y.length);
        }
        // Through the N x N kernels: inputs are fewer than features more often than not.
        double[][] k = centred(x);
        double[][] l = centred(y);
        double both = 0;
        double kk = 0;
        double ll = 0;
        for (int i = 0; i < k.length; i++) {
            for (int j = 0; j < k.length; j++) {
                both += k[i][j] * l[i][j];
                kk += k[i][j] * k[i][j];
                ll += l[i][j] * l[i][j];
            }
        }
        return kk == 0 || ll == 0 ? Double.NaN : both / Math.sqrt(kk * ll);
    }

    /** Dot products of the inputs' features, without their column means. */
    private static double[][] centred(float[][] rows) {
        int n = rows.length;
        int width = n == 0 ? 0 : rows[0].length;
        double[] mean = new double[width];
        for (float[] row : rows) {
            for (int d = 0; d < width; d++) {
                mean[d] += row[d] / n;
            }
        }
        double[][] kernel = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double dot = 0;
                for (int d = 0; d < width; d++) {
                    dot += (rows[i][d] - mean[d]) * (rows[j][d] - mean[d]);
                }
                kernel[i][j] = dot;
                kernel[j][i] = dot;
            }
        }
        return kernel;
    }
}
