package org.triggerworkbench.projection.tsne;

import org.triggerworkbench.projection.RowBlocks;

/** The gradient over all pairs: N^2 time an iteration and N^2 doubles of memory. */
final class ExactGradient implements TsneGradient {
    private final double[][] p;
    private final double[] pushX;
    private final double[] pushY;
    private final double[] z;

    ExactGradient(ExactAffinities affinities) {
        int n = affinities.size();
        p = new double[n][n];
        pushX = new double[n];
        pushY = new double[n];
        z = new double[n];
        RowBlocks.runUnlessInterrupted(n, (from, to) -> {
            double[] squared = new double[n];
            for (int i = from; i < to; i++) {
                affinities.row(i, squared, p[i]);
            }
        });
    }

    @Override
    public void compute(double[] x, double[] y, double exaggeration, double[] gx, double[] gy) {
        RowBlocks.run(p.length, (from, to) -> {
            for (int i = from; i < to; i++) {
                gx[i] = 0;
                gy[i] = 0;
                pushX[i] = 0;
                pushY[i] = 0;
                z[i] = 0;
                addPairs(i, 0, i, x, y, gx, gy);
                addPairs(i, i + 1, p.length, x, y, gx, gy);
            }
        });
        double total = Divergence.sum(z);
        TsneGradient.combine(gx, pushX, exaggeration, total);
        TsneGradient.combine(gy, pushY, exaggeration, total);
    }

    private void addPairs(int i, int from, int to, double[] x, double[] y, double[] gx, double[] gy) {
        double[] row = p[i];
        double xi = x[i];
        double yi = y[i];
        double sumZ = 0;
        double towardsX = 0;
        double towardsY = 0;
        double awayX = 0;
        double awayY = 0;
        for (int j = from; j < to; j++) {
            double dx = xi - x[j];
            double dy = yi - y[j];
            double u = 1 / (1 + dx * dx + dy * dy);
            double pull = row[j] * u;
            double push = u * u;
            sumZ += u;
            towardsX += pull * dx;
            towardsY += pull * dy;
            awayX += push * dx;
            awayY += push * dy;
        }
        z[i] += sumZ;
        gx[i] += towardsX;
        gy[i] += towardsY;
        pushX[i] += awayX;
        pushY[i] += awayY;
    }

    @Override
    public double cost(double[] x, double[] y) {
        int n = p.length;
        double[] costs = new double[n];
        double[] shares = new double[n];
        RowBlocks.run(n, (from, to) -> {
            for (int i = from; i < to; i++) {
                costs[i] = Divergence.row(p[i], i, x, y);
                shares[i] = Divergence.z(i, x, y);
            }
        });
        return Divergence.total(costs, shares);
    }
}
