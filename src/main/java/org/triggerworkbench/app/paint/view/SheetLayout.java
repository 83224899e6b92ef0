package org.triggerworkbench.app.paint.view;

/**
 * Where the images of the sheet lie: rows of thumbnails of one size, as large as there is room for all of them.
 *
 * @param columns at least 1
 * @param side of a thumbnail, in pixels of the screen
 * @param pitch from a thumbnail to the next in its row: a row reaches from edge to edge
 * @param count of images
 */
record SheetLayout(int columns, int side, double pitch, int count) {
    static final int GAP = 1;
    static final int SMALLEST = 23;
    private static final int LARGEST = 64;
    /** No more is put between thumbnails to fill a row. */
    private static final double MOST_GAP = 4;

    /** For a room; where it is too small for all, some lie below and are scrolled to. */
    static SheetLayout of(double width, double height, int count) {
        for (int side = LARGEST; side > SMALLEST; side--) {
            SheetLayout layout = of(width, side, count);
            if (layout.height() <= height) {
                return layout;
            }
        }
        return smallest(width, count);
    }

    /** With the smallest thumbnails. */
    static SheetLayout smallest(double width, int count) {
        return of(width, SMALLEST, count);
    }

    private static SheetLayout of(double width, int side, int count) {
        int columns = Math.max(1, (int) (width + GAP) / (side + GAP));
        double pitch = columns == 1 ? side + GAP : (width - side) / (columns - 1);
        return new SheetLayout(columns, side, pitch - side <= MOST_GAP ? pitch : side + GAP, count);
    }

    int x(int image) {
        return (int) (image % columns * pitch);
    }

    int y(int image) {
        return image / columns * (side + GAP);
    }

    int height() {
        return Math.ceilDiv(count, columns) * (side + GAP) - GAP;
    }

    /** The image at a point, or -1. */
    int at(double x, double y) {
        int column = (int) Math.floor(x / pitch);
        int image = (int) Math.floor(y / (side + GAP)) * columns + column;
        return column >= 0 && column < columns && image >= 0 && image < count ? image : -1;
    }
}
