package org.triggerworkbench.app.compare.confusion;

/**
 * Which part of a large matrix a square window shows: all of it, or larger cells and a part that can be moved. Pixels are
 * those of the window, from its top left corner.
 */
public final class MatrixWindow {
    /** A cell larger than this tells no more. */
    private static final double LARGEST = 40;

    private int rows = 1;
    private int columns = 1;
    private double side = 1;
    private double zoom = 1;
    private double x;
    private double y;

    /** A matrix in a window; what was looked at stays, as far as it can. */
    void fit(int newRows, int newColumns, double newSide) {
        if (newRows != rows || newColumns != columns) {
            zoom = 1;
            x = 0;
            y = 0;
        }
        rows = Math.max(1, newRows);
        columns = Math.max(1, newColumns);
        side = Math.max(1, newSide);
        clamp();
    }

    /** Side of a cell in pixels; below 1 where a thousand classes are shown whole. */
    double cell() {
        return whole() * zoom;
    }

    private double whole() {
        return side / Math.max(rows, columns);
    }

    double side() {
        return side;
    }

    /** Left edge of a column. */
    double left(int column) {
        return column * cell() - x;
    }

    /** Top edge of a row. */
    double top(int row) {
        return row * cell() - y;
    }

    int firstColumn() {
        return Math.clamp((long) Math.floor(x / cell()), 0, columns - 1);
    }

    int lastColumn() {
        return Math.clamp((long) Math.ceil((x + side) / cell()) - 1, 0, columns - 1);
    }

    int firstRow() {
        return Math.clamp((long) Math.floor(y / cell()), 0, rows - 1);
    }

    int lastRow() {
        return Math.clamp((long) Math.ceil((y + side) / cell()) - 1, 0, rows - 1);
    }

    /** The column under a pixel; -1 beside the matrix. */
    int columnAt(double px) {
        return at(px, x, columns);
    }

    /** The row under a pixel; -1 beside the matrix. */
    int rowAt(double py) {
        return at(py, y, rows);
    }

    private int at(double pixel, double offset, int count) {
        int found = (int) Math.floor((pixel + offset) / cell());
        return pixel < 0 || pixel >= side || found >= count ? -1 : found;
    }

    /** Enlarges about a pixel, which stays where it is. */
    public void zoom(double by, double px, double py) {
        double before = cell();
        zoom = Math.clamp(zoom * by, 1, Math.max(1, LARGEST / whole()));
        double grown = cell() / before;
        x = (x + px) * grown - px;
        y = (y + py) * grown - py;
        clamp();
    }

    /** Moves the part that is shown, by pixels. */
    void pan(double dx, double dy) {
        x += dx;
        y += dy;
        clamp();
    }

    /** Moves as little as is needed to show a cell. */
    void reveal(int row, int column) {
        x = Math.clamp(x, (column + 1) * cell() - side, column * cell());
        y = Math.clamp(y, (row + 1) * cell() - side, row * cell());
        clamp();
    }

    private void clamp() {
        x = Math.clamp(x, 0, Math.max(0, columns * cell() - side));
        y = Math.clamp(y, 0, Math.max(0, rows * cell() - side));
    }
}
