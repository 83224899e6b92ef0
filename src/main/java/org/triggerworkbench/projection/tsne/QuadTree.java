package org.triggerworkbench.projection.tsne;

import java.util.Arrays;

/**
 * Places in the plane in nested squares, each with the number and the mean of the places in it (Barnes and Hut 1986). The
 * tree keeps its memory from one building to the next.
 */
final class QuadTree {
    /** Deeper than doubles tell places apart; what shares so small a square counts as one place. */
    private static final int DEEPEST = 50;

    private static final int ROOT = 0;

    /** The four children of each square, 0 for none: the root is no one's child. */
    private int[] children = new int[0];

    private double[] meanX = new double[0];
    private double[] meanY = new double[0];
    private int[] counts = new int[0];
    private boolean[] leaves = new boolean[0];
    private int[] depths = new int[0];
    private int nodes;
    private double left;
    private double bottom;
    private double width;

    /** Squared distance above which a square of each depth is taken whole. */
    private final double[] farAway = new double[DEEPEST + 1];

    private final double theta;

    /** Squared distance at and below which a leaf is taken to hold the place that asks. */
    private double same;

    /**
     * An empty tree.
     *
     * @param theta a square is taken whole where its diagonal is below theta times the distance to its mean (van der Maaten
     *     2014, eq. 9); above 0 and below 1, so that no square that holds the place itself is taken whole
     */
    QuadTree(double theta) {
        if (!(theta > 0 && theta < 1)) {
            throw new IllegalArgumentException("theta " + theta);
        }
        this.theta = theta;
    }

    /** Builds the tree of all places (x, y). */
    void build(double[] x, double[] y) {
        bound(x, y);
        nodes = 0;
        for (int i = 0; i < x.length; i++) {
            insert(x[i], y[i]);
        }
        for (int node = 0; node < nodes; node++) {
            if (!leaves[node]) {
                meanX[node] /= counts[node];
                meanY[node] /= counts[node];
            }
        }
    }

    private void bound(double[] x, double[] y) {
        double right = x[0];
        double top = y[0];
        left = right;
        bottom = top;
        for (int i = 1; i < x.length; i++) {
            left = Math.min(left, x[i]);
            right = Math.max(right, x[i]);
            bottom = Math.min(bottom, y[i]);
            top = Math.max(top, y[i]);
        }
        width = Math.max(right - left, top - bottom);
        for (int depth = 0; depth <= DEEPEST; depth++) {
            farAway[depth] = 2 * Math.pow(width * Math.scalb(1.0, -depth) / theta, 2);
        }
        same = 2 * Math.pow(width * Math.scalb(1.0, -DEEPEST), 2);
    }

    /** A leaf keeps its first place, an inner square the sum of its places until the end of building. */
    private void insert(double x, double y) {
        if (nodes == 0) {
            add(x, y, 1, 0);
            return;
        }
        double middleX = left + width / 2;
        double middleY = bottom + width / 2;
        double quarter = width / 4;
        int node = ROOT;
        while (true) {
            if (leaves[node]) {
                if (depths[node] == DEEPEST || (meanX[node] == x && meanY[node] == y)) {
                    counts[node]++;
                    return;
                }
                split(node, middleX, middleY);
            }
            counts[node]++;
            meanX[node] += x;
            meanY[node] += y;
            int slot = 4 * node + quadrant(x, y, middleX, middleY);
            if (children[slot] == 0) {
                int child = add(x, y, 1, depths[node] + 1);
                children[slot] = child;
                return;
            }
            node = children[slot];
            middleX += x >= middleX ? quarter : -quarter;
            middleY += y >= middleY ? quarter : -quarter;
            quarter /= 2;
        }
    }

    private void split(int node, double middleX, double middleY) {
        int child = add(meanX[node], meanY[node], counts[node], depths[node] + 1);
        children[4 * node + quadrant(meanX[node], meanY[node], middleX, middleY)] = child;
        leaves[node] = false;
        meanX[node] *= counts[node];
        meanY[node] *= counts[node];
    }

    private static int quadrant(double x, double y, double middleX, double middleY) {
        return (x >= middleX ? 1 : 0) + (y >= middleY ? 2 : 0);
    }

    private int add(double x, double y, int count, int depth) {
        if (nodes == counts.length) {
            int room = Math.max(256, 2 * nodes);
            children = Arrays.copyOf(children, 4 * room);
            meanX = Arrays.copyOf(meanX, room);
            meanY = Arrays.copyOf(meanY, room);
            counts = Arrays.copyOf(counts, room);
            leaves = Arrays.copyOf(leaves, room);
            depths = Arrays.copyOf(depths, room);
        }
        Arrays.fill(children, 4 * nodes, 4 * nodes + 4, 0);
        meanX[nodes] = x;
        meanY[nodes] = y;
        counts[nodes] = count;
        leaves[nodes] = true;
        depths[nodes] = depth;
        return nodes++;
    }

    /** Room for the walk of one thread: no more than three squares wait on each level. */
    static int[] newStack() {
        return new int[4 * (DEEPEST + 2)];
    }

    /**
     * Sums over the other places j as seen from place (x, y) of the tree: z = sum u, push = sum u^2 (y_i - y_j), u = 1 / (1
     * + |y_i - y_j|^2), far squares taken whole.
     *
     * @param stack from {@link #newStack()}
     * @param sums receives push along x, push along y, z
     */
    void push(double x, double y, int[] stack, double[] sums) {
        double pushX = 0;
        double pushY = 0;
        double z = 0;
        int waiting = 0;
        stack[waiting++] = ROOT;
        while (waiting > 0) {
            int node = stack[--waiting];
            double dx = x - meanX[node];
            double dy = y - meanY[node];
            double squared = dx * dx + dy * dy;
            boolean leaf = leaves[node];
            if (leaf || farAway[depths[node]] < squared) {
                double u = 1 / (1 + squared);
                int others = counts[node] - (leaf && squared <= same ? 1 : 0);
                double weight = others * u;
                z += weight;
                weight *= u;
                pushX += weight * dx;
                pushY += weight * dy;
            } else {
                for (int slot = 4 * node; slot < 4 * node + 4; slot++) {
                    if (children[slot] != 0) {
                        stack[waiting++] = children[slot];
                    }
                }
            }
        }
        sums[0] = pushX;
        sums[1] = pushY;
        sums[2] = z;
    }
}
