package org.triggerworkbench.app.embedding.scatter;

import java.util.function.IntConsumer;

/** Finds points by their place in the map: they are sorted into square cells once. */
public final class GridIndex {
    private static final int POINTS_A_CELL = 4;
    private static final int MOST_CELLS_A_SIDE = 1024;

    private final float[] xs;
    private final float[] ys;
    private final double minX;
    private final double minY;
    private final double cell;
    private final int columns;
    private final int rows;
    private final int[] starts;
    private final int[] sorted;

    /** @param xs and ys one per point, finite; not copied and not to be changed */
    public GridIndex(float[] xs, float[] ys) {
        this.xs = xs;
        this.ys = ys;
        MapViewport.Bounds bounds = MapViewport.Bounds.NONE.with(xs, ys);
        boolean none = xs.length == 0;
        minX = none ? 0 : bounds.minX();
        minY = none ? 0 : bounds.minY();
        double wide = none ? 0 : bounds.maxX() - minX;
        double high = none ? 0 : bounds.maxY() - minY;
        double side = Math.max(Math.max(wide, high), Double.MIN_NORMAL);
        int aSide = Math.clamp((int) Math.sqrt((double) xs.length / POINTS_A_CELL), 1, MOST_CELLS_A_SIDE);
        cell = side / aSide;
        columns = Math.clamp((int) (wide / cell) + 1, 1, aSide);
        rows = Math.clamp((int) (high / cell) + 1, 1, aSide);
        starts = new int[columns * rows + 1];
        sorted = new int[xs.length];
        for (int i = 0; i < xs.length; i++) {
            starts[cellOf(i) + 1]++;
        }
        for (int c = 0; c < columns * rows; c++) {
            starts[c + 1] += starts[c];
        }
        int[] next = starts.clone();
        for (int i = 0; i < xs.length; i++) {
            sorted[next[cellOf(i)]++] = i;
        }
    }

    private int cellOf(int point) {
        return row(ys[point]) * columns + column(xs[point]);
    }

    private int column(double x) {
        return Math.clamp((long) ((x - minX) / cell), 0, columns - 1);
    }

    private int row(double y) {
        return Math.clamp((long) ((y - minY) / cell), 0, rows - 1);
    }

    /** The point nearest to a place, the last drawn of equals, or -1 where none is within a distance. */
    public int nearest(double x, double y, double within) {
        double[] best = {within * within};
        int[] found = {-1};
        inBox(x - within, y - within, x + within, y + within, point -> {
            double dx = xs[point] - x;
            double dy = ys[point] - y;
            double squared = dx * dx + dy * dy;
            if (squared < best[0] || (squared == best[0] && point > found[0])) {
                best[0] = squared;
                found[0] = point;
            }
        });
        return found[0];
    }

    /** Tells each point of a box, its edges too. */
    public void inBox(double left, double top, double right, double bottom, IntConsumer found) {
        int lastColumn = column(right);
        int lastRow = row(bottom);
        for (int row = row(top); row <= lastRow; row++) {
            for (int column = column(left); column <= lastColumn; column++) {
                int at = row * columns + column;
                for (int k = starts[at]; k < starts[at + 1]; k++) {
                    int point = sorted[k];
                    if (xs[point] >= left && xs[point] <= right && ys[point] >= top && ys[point] <= bottom) {
                        found.accept(point);
                    }
                }
            }
        }
    }

    /**
     * Tells each point inside a closed line that may cross itself (even-odd rule).
     *
     * @param lineX and lineY its corners, in map coordinates
     */
    public void inPolygon(double[] lineX, double[] lineY, IntConsumer found) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < lineX.length; i++) {
            left = Math.min(left, lineX[i]);
            right = Math.max(right, lineX[i]);
            top = Math.min(top, lineY[i]);
            bottom = Math.max(bottom, lineY[i]);
        }
        if (lineX.length < 3) {
            return;
        }
        inBox(left, top, right, bottom, point -> {
            if (isInside(xs[point], ys[point], lineX, lineY)) {
                found.accept(point);
            }
        });
    }

    private static boolean isInside(double x, double y, double[] lineX, double[] lineY) {
        boolean inside = false;
        for (int i = 0, j = lineX.length - 1; i < lineX.length; j = i++) {
            if ((lineY[i] > y) != (lineY[j] > y)
                    && x < (lineX[j] - lineX[i]) * (y - lineY[i]) / (lineY[j] - lineY[i]) + lineX[i]) {
                inside = !inside;
            }
        }
        return inside;
    }
}
