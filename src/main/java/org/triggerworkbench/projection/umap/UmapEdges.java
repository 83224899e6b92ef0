package org.triggerworkbench.projection.umap;

import java.util.Arrays;
import org.triggerworkbench.projection.SparseSymmetric;

/**
 * When each edge of the graph is drawn: one of weight w in every (largest w) / w-th epoch, so that sampling follows the
 * weights without chance. Each pair is there in both directions.
 */
final class UmapEdges {
    static final int PUSHES_A_PULL = 5;

    private final int[] heads;
    private final int[] tails;
    private final double[] periods;
    private final double[] nextPull;
    private final double[] nextPush;

    private UmapEdges(int[] heads, int[] tails, double[] periods) {
        this.heads = heads;
        this.tails = tails;
        this.periods = periods;
        nextPull = periods.clone();
        nextPush = new double[periods.length];
        for (int e = 0; e < periods.length; e++) {
            nextPush[e] = periods[e] / PUSHES_A_PULL;
        }
    }

    /** The edges that are drawn at least once in so many epochs. */
    static UmapEdges of(SparseSymmetric graph, int epochs) {
        double largest = Arrays.stream(graph.values()).max().orElse(0);
        int most = graph.values().length;
        int[] heads = new int[most];
        int[] tails = new int[most];
        double[] periods = new double[most];
        int count = 0;
        for (int i = 0; i < graph.size(); i++) {
            for (int s = graph.starts()[i]; s < graph.starts()[i + 1]; s++) {
                if (graph.values()[s] > 0 && graph.values()[s] >= largest / epochs) {
                    heads[count] = i;
                    tails[count] = graph.columns()[s];
                    periods[count++] = largest / graph.values()[s];
                }
            }
        }
        return new UmapEdges(Arrays.copyOf(heads, count), Arrays.copyOf(tails, count), Arrays.copyOf(periods, count));
    }

    int count() {
        return periods.length;
    }

    int head(int edge) {
        return heads[edge];
    }

    int tail(int edge) {
        return tails[edge];
    }

    /** Whether the edge is drawn in this epoch; asked once an epoch. */
    boolean isDue(int edge, int epoch) {
        if (nextPull[edge] > epoch) {
            return false;
        }
        nextPull[edge] += periods[edge];
        return true;
    }

    /** How many chance points push the head of a drawn edge in this epoch. */
    int pushes(int edge, int epoch) {
        double period = periods[edge] / PUSHES_A_PULL;
        int pushes = (int) ((epoch - nextPush[edge]) / period);
        nextPush[edge] += pushes * period;
        return pushes;
    }
}
