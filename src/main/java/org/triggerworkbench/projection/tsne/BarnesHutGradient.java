package org.triggerworkbench.projection.tsne;

import org.triggerworkbench.projection.NeighbourGraph;
import org.triggerworkbench.projection.PointColumns;
import org.triggerworkbench.projection.RowBlocks;
import org.triggerworkbench.projection.SparseSymmetric;

/**
 * The gradient by Barnes-Hut (van der Maaten 2014): p_ij only for the 3 * perplexity nearest neighbours of a point, and the
 * push of far points by squares of a quadtree. N log N time an iteration.
 */
final class BarnesHutGradient implements TsneGradient {
    private final SparseSymmetric p;
    private final QuadTree tree;
    private final double[] pushX;
    private final double[] pushY;
    private final double[] z;

    BarnesHutGradient(PointColumns points, double perplexity, double theta) {
        tree = new QuadTree(theta);
        int n = points.size();
        double wanted = PerplexitySearch.clamp(perplexity, n);
        p = affinities(NeighbourGraph.of(points, (int) (3 * wanted)), wanted);
        pushX = new double[n];
        pushY = new double[n];
        z = new double[n];
    }

    private static SparseSymmetric affinities(NeighbourGraph graph, double perplexity) {
        int n = graph.size();
        int k = graph.k();
        double[] shares = new double[n * k];
        RowBlocks.runUnlessInterrupted(n, (from, to) -> {
            double[] squared = new double[k];
            for (int i = from; i < to && k > 0; i++) {
                for (int rank = 0; rank < k; rank++) {
                    squared[rank] = Math.pow(graph.distances()[i * k + rank], 2);
                }
                double beta = PerplexitySearch.precision(squared, k, squared[0], perplexity);
                double sum = 0;
                for (int rank = 0; rank < k; rank++) {
                    shares[i * k + rank] = Math.exp(-beta * (squared[rank] - squared[0]));
                    sum += shares[i * k + rank];
                }
                for (int rank = 0; rank < k; rank++) {
                    shares[i * k + rank] /= sum;
                }
            }
        });
        return SparseSymmetric.of(graph, shares, (a, b) -> (a + b) / (2.0 * n));
    }

    @Override
    public void compute(double[] x, double[] y, double exaggeration, double[] gx, double[] gy) {
        push(x, y);
        RowBlocks.run(x.length, (from, to) -> {
            for (int i = from; i < to; i++) {
                pull(i, x, y, gx, gy);
            }
        });
        double total = Divergence.sum(z);
        TsneGradient.combine(gx, pushX, exaggeration, total);
        TsneGradient.combine(gy, pushY, exaggeration, total);
    }

    private void push(double[] x, double[] y) {
        tree.build(x, y);
        RowBlocks.run(x.length, (from, to) -> {
            int[] stack = QuadTree.newStack();
            double[] sums = new double[3];
            for (int i = from; i < to; i++) {
                tree.push(x[i], y[i], stack, sums);
                pushX[i] = sums[0];
                pushY[i] = sums[1];
                z[i] = sums[2];
            }
        });
    }

    private void pull(int i, double[] x, double[] y, double[] gx, double[] gy) {
        double sumX = 0;
        double sumY = 0;
        for (int s = p.starts()[i]; s < p.starts()[i + 1]; s++) {
            int j = p.columns()[s];
            double dx = x[i] - x[j];
            double dy = y[i] - y[j];
            double pull = p.values()[s] / (1 + dx * dx + dy * dy);
            sumX += pull * dx;
            sumY += pull * dy;
        }
        gx[i] = sumX;
        gy[i] = sumY;
    }

    /** With p_ij of neighbours only and Z from the tree. */
    @Override
    public double cost(double[] x, double[] y) {
        push(x, y);
        double[] costs = new double[x.length];
        RowBlocks.run(x.length, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int s = p.starts()[i]; s < p.starts()[i + 1]; s++) {
                    double dx = x[i] - x[p.columns()[s]];
                    double dy = y[i] - y[p.columns()[s]];
                    costs[i] += Divergence.term(p.values()[s], dx * dx + dy * dy);
                }
            }
        });
        return Divergence.total(costs, z);
    }
}
