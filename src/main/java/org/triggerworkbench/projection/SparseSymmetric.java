package org.triggerworkbench.projection;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/**
 * A symmetric N x N matrix of few entries by rows (CSR).
 *
 * @param starts N + 1: row i holds entries starts[i] to starts[i + 1] - 1
 * @param columns of each entry, rising within a row
 * @param values of each entry
 */
public record SparseSymmetric(int[] starts, int[] columns, double[] values) {
    /**
     * Makes directed weights of a neighbour graph symmetric: s_ij = combine(w_ij, w_ji), with 0 for an absent weight.
     *
     * @param weights N x k in one row, as the graph's indices
     * @param combine the same for (a, b) as for (b, a), to the bit
     */
    public static SparseSymmetric of(NeighbourGraph graph, double[] weights, DoubleBinaryOperator combine) {
        int n = graph.size();
        int k = graph.k();
        int[] starts = new int[n + 1];
        for (int i = 0; i < n; i++) {
            starts[i + 1] += k;
            for (int e = i * k; e < (i + 1) * k; e++) {
                int j = graph.indices()[e];
                // The other way round is there only where j does not name i itself.
                starts[j + 1] += find(graph, j, i) < 0 ? 1 : 0;
            }
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        long[] keyed = new long[starts[n]];
        int[] next = Arrays.copyOf(starts, n);
        for (int i = 0; i < n; i++) {
            for (int e = i * k; e < (i + 1) * k; e++) {
                int j = graph.indices()[e];
                keyed[next[i]++] = key(j, e);
                if (find(graph, j, i) < 0) {
                    keyed[next[j]++] = key(i, e);
                }
            }
        }
        int[] columns = new int[keyed.length];
        double[] values = new double[keyed.length];
        for (int i = 0; i < n; i++) {
            Arrays.sort(keyed, starts[i], starts[i + 1]);
            for (int s = starts[i]; s < starts[i + 1]; s++) {
                columns[s] = (int) (keyed[s] >>> 32);
                int edge = (int) keyed[s];
                boolean own = edge / k == i;
                int back = own ? find(graph, columns[s], i) : -1;
                values[s] = combine.applyAsDouble(weights[edge], back < 0 ? 0 : weights[back]);
            }
        }
        return new SparseSymmetric(starts, columns, values);
    }

    public int size() {
        return starts.length - 1;
    }

    private static long key(int column, int edge) {
        return ((long) column << 32) | edge;
    }

    /** Where in the graph's indices point i names neighbour j, or -1. */
    private static int find(NeighbourGraph graph, int i, int j) {
        int k = graph.k();
        for (int e = i * k; e < (i + 1) * k; e++) {
            if (graph.indices()[e] == j) {
                return e;
            }
        }
        return -1;
    }
}
