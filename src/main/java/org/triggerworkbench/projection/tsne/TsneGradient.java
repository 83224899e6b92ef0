package org.triggerworkbench.projection.tsne;

/**
 * The gradient of KL(P || Q) with regard to the places of points in the plane: dC/dy_i = 4 sum_j (p_ij - q_ij) (y_i - y_j)
 * / (1 + |y_i - y_j|^2) (van der Maaten and Hinton 2008, eq. 5), in the parts that pull and push:
 * 4 (exaggeration * sum_j p_ij u_ij (y_i - y_j) - sum_j u_ij^2 (y_i - y_j) / Z), u_ij = 1 / (1 + |y_i - y_j|^2).
 */
sealed interface TsneGradient permits ExactGradient, BarnesHutGradient {
    /** Writes the gradient at places (x, y) into gx and gy. */
    void compute(double[] x, double[] y, double exaggeration, double[] gx, double[] gy);

    /** KL(P || Q) in nats at places (x, y), without exaggeration. */
    double cost(double[] x, double[] y);

    /** Turns sums of pull (in gx, gy) and push into the gradient. */
    static void combine(double[] pull, double[] push, double exaggeration, double z) {
        // Z of a single point is 0, and so is its push.
        double scale = 1 / Math.max(z, Double.MIN_NORMAL);
        for (int i = 0; i < pull.length; i++) {
            pull[i] = 4 * (exaggeration * pull[i] - push[i] * scale);
        }
    }
}
