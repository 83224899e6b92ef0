package org.triggerworkbench.method.figure;

import java.util.Arrays;

/**
 * The points of one series as they were when asked for; later ones are not seen.
 *
 * @param xs at least {@code size} values
 * @param ys at least {@code size} values
 * @param size number of points
 */
public record Points(double[] xs, double[] ys, int size) {
    /** No point at all. */
    public static final Points NONE = new Points(new double[0], new double[0], 0);

    /** All of two arrays of one length. */
    public static Points of(double[] xs, double[] ys) {
        return new Points(xs, ys, xs.length);
    }

    /** The place of the point whose x is nearest; -1 where there is none. The xs must ascend. */
    public int nearest(double x) {
        if (size == 0) {
            return -1;
        }
        int found = Arrays.binarySearch(xs, 0, size, x);
        int right = Math.min(found >= 0 ? found : -found - 1, size - 1);
        int left = Math.max(0, right - 1);
        return x - xs[left] < xs[right] - x ? left : right;
    }
}
