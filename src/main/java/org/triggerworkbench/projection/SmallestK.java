package org.triggerworkbench.projection;

/** The k smallest of values offered in turn, by rising value; of equal values the one offered first. */
final class SmallestK {
    private final int[] indices;
    private final double[] values;
    private int size;

    SmallestK(int k) {
        indices = new int[k];
        values = new double[k];
    }

    /** The k smallest of values[0] to values[n - 1] but without the one of index left out (-1: none). */
    void select(double[] from, int n, int leftOut) {
        size = 0;
        for (int i = 0; i < n; i++) {
            if (i != leftOut) {
                offer(i, from[i]);
            }
        }
    }

    private void offer(int index, double value) {
        int k = values.length;
        if (size == k && (k == 0 || value >= values[k - 1])) {
            return;
        }
        int at = size == k ? k - 1 : size++;
        while (at > 0 && values[at - 1] > value) {
            values[at] = values[at - 1];
            indices[at] = indices[at - 1];
            at--;
        }
        values[at] = value;
        indices[at] = index;
    }

    int size() {
        return size;
    }

    int index(int rank) {
        return indices[rank];
    }

    double value(int rank) {
        return values[rank];
    }
}
