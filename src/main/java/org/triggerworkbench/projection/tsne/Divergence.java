package org.triggerworkbench.projection.tsne;

/** The parts of KL(P || Q) = sum p ln p + sum p ln(1 + d^2) + ln Z of a t-SNE map. */
final class Divergence {
    private Divergence() {}

    /** p ln p + p ln(1 + d^2); 0 where p is 0. */
    static double term(double p, double squaredDistance) {
        return p > 0 ? p * Math.log(p * (1 + squaredDistance)) : 0;
    }

    /** The terms of a whole row of P. */
    static double row(double[] p, int i, double[] x, double[] y) {
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            double dx = x[i] - x[j];
            double dy = y[i] - y[j];
            sum += term(p[j], dx * dx + dy * dy);
        }
        return sum;
    }

    /** Row i's share of Z. */
    static double z(int i, double[] x, double[] y) {
        return z(i, 0, i, x, y) + z(i, i + 1, x.length, x, y);
    }

    private static double z(int i, int from, int to, double[] x, double[] y) {
        double sum = 0;
        for (int j = from; j < to; j++) {
            double dx = x[i] - x[j];
            double dy = y[i] - y[j];
            sum += 1 / (1 + dx * dx + dy * dy);
        }
        return sum;
    }

    /** The divergence from the rows' terms and shares of Z; 0 for a single point, which has no pairs. */
    static double total(double[] costs, double[] z) {
        return costs.length < 2 ? 0 : sum(costs) + Math.log(sum(z));
    }

    /** In order, so that it does not depend on threads. */
    static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
