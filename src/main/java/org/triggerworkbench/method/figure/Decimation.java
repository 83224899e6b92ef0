package org.triggerworkbench.method.figure;

import java.util.Arrays;

/** Fewer points that look the same: of each column of pixels the least and the largest value, in the order they came. */
public final class Decimation {
    /** What rounding may add to the place of the right edge, in columns. */
    private static final double EDGE = 1e-6;

    private Decimation() {}

    /**
     * Thins out.
     *
     * @param xs at least {@code size} ascending values
     * @param ys at least {@code size} values; those that are not finite are left out
     * @param low x of the left edge
     * @param high x of the right edge, above {@code low}
     * @param columns pixels from edge to edge, at least 1
     * @return at most two points per column, those outside the edges left out
     */
    public static Points of(double[] xs, double[] ys, int size, double low, double high, int columns) {
        int most = (int) Math.min(size, 2L * columns);
        double[] keptX = new double[most];
        double[] keptY = new double[most];
        double scale = columns / (high - low);
        int kept = 0;
        int at = 0;
        while (at < size) {
            int column = column(xs[at], low, scale, columns);
            int least = -1;
            int largest = -1;
            for (; at < size && column(xs[at], low, scale, columns) == column; at++) {
                if (column < 0 || column >= columns || !Double.isFinite(ys[at])) {
                    continue;
                }
                least = least < 0 || ys[at] < ys[least] ? at : least;
                largest = largest < 0 || ys[at] > ys[largest] ? at : largest;
            }
            for (int i : least <= largest ? new int[] {least, largest} : new int[] {largest, least}) {
                if (i >= 0 && (kept == 0 || keptX[kept - 1] != xs[i] || keptY[kept - 1] != ys[i])) {
                    keptX[kept] = xs[i];
                    keptY[kept++] = ys[i];
                }
            }
        }
        return new Points(Arrays.copyOf(keptX, kept), Arrays.copyOf(keptY, kept), kept);
    }

    /** The column of an x; the right edge belongs to the last one. */
    private static int column(double x, double low, double scale, int columns) {
        double place = (x - low) * scale;
        return Math.abs(place - columns) < EDGE
                ? columns - 1
                : (int) Math.floor(Math.clamp(place, -1.0, columns + 1.0));
    }
}
