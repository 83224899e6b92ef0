package org.triggerworkbench.app.embedding.scatter;

/** Images as small as points can be drawn: every so many-th pixel, so that pixels stay pixels. */
public final class Thumbnails {
    private static final int SIDE = 32;

    private Thumbnails() {}

    /** The side a square image of a side is shown with. */
    public static int side(int width) {
        return (width + step(width) - 1) / step(width);
    }

    /**
     * One image, side x side.
     *
     * @param argb width x height row by row
     * @param width of the image; a taller or wider one loses what is beyond the square
     */
    public static int[] of(int[] argb, int width) {
        int step = step(width);
        int side = side(width);
        int height = argb.length / width;
        int[] small = new int[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int row = Math.min(height - 1, y * step + step / 2);
                int column = Math.min(width - 1, x * step + step / 2);
                small[y * side + x] = argb[row * width + column];
            }
        }
        return small;
    }

    private static int step(int width) {
        return Math.max(1, Math.ceilDiv(width, SIDE));
    }
}
