package org.triggerworkbench.app.embedding.scatter;

import org.triggerworkbench.app.shared.Argb;

/** Thin lines that grow stronger from their beginning to their end. */
final class FadingLines {
    private final int width;
    private final int height;
    private final int[] pixels;

    FadingLines(int width, int height, int[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    /**
     * Draws one line over what is there, smoothed across its direction (Wu 1991).
     *
     * @param from strength at its beginning, 0 to 256
     * @param to strength at its end, 0 to 256
     */
    void draw(double x0, double y0, double x1, double y1, int argb, double from, double to) {
        boolean steep = Math.abs(y1 - y0) > Math.abs(x1 - x0);
        double a0 = steep ? y0 : x0;
        double a1 = steep ? y1 : x1;
        double b0 = steep ? x0 : y0;
        double b1 = steep ? x1 : y1;
        int limit = steep ? height : width;
        int across = steep ? width : height;
        double length = a1 - a0;
        if (Math.abs(length) < 0.5) {
            return;
        }
        int first = (int) Math.ceil(Math.max(0, Math.min(a0, a1)));
        int last = (int) Math.floor(Math.min(limit - 1.0, Math.max(a0, a1)));
        for (int a = first; a <= last; a++) {
            double t = (a - a0) / length;
            double b = b0 + t * (b1 - b0);
            int cell = (int) Math.floor(b);
            double strength = from + t * (to - from);
            double share = b - cell;
            if (cell >= 0 && cell < across) {
                blend(steep ? a * width + cell : cell * width + a, argb, (int) (strength * (1 - share)));
            }
            if (cell + 1 >= 0 && cell + 1 < across) {
                blend(steep ? a * width + cell + 1 : (cell + 1) * width + a, argb, (int) (strength * share));
            }
        }
    }

    private void blend(int at, int argb, int share) {
        pixels[at] = Argb.mix(argb, pixels[at], share);
    }
}
