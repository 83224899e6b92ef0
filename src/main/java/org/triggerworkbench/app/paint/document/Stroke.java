package org.triggerworkbench.app.paint.document;

/**
 * One stroke of brush or eraser over a layer: what it covers is the most any of its dabs covers, so that a slow stroke is no
 * darker than a quick one.
 */
public final class Stroke {
    private final Sprite start;
    private final float[] coverage;
    private final double size;
    private final double hardness;
    private final int colour;
    private final boolean erases;

    /**
     * @param size diameter in pixels, at least 1
     * @param hardness share of the radius that is covered wholly; 1 for a sharp edge
     * @param colour 0xAARRGGBB; no matter to the eraser
     */
    public Stroke(Sprite start, double size, double hardness, int colour, boolean erases) {
        this.start = start;
        this.coverage = new float[start.argb().length];
        this.size = size;
        this.hardness = hardness;
        this.colour = colour;
        this.erases = erases;
    }

    /** Moves the brush along a line, both ends in pixels of the picture. */
    public void line(double x0, double y0, double x1, double y1) {
        // An odd brush sits on a pixel's middle, an even one on a corner: no half pixels.
        boolean odd = Math.round(size) % 2 == 1;
        double fromX = odd ? Math.floor(x0) + 0.5 : Math.round(x0);
        double fromY = odd ? Math.floor(y0) + 0.5 : Math.round(y0);
        double toX = odd ? Math.floor(x1) + 0.5 : Math.round(x1);
        double toY = odd ? Math.floor(y1) + 0.5 : Math.round(y1);
        int steps = (int) Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY));
        for (int i = 0; i <= steps; i++) {
            double share = steps == 0 ? 0 : (double) i / steps;
            double x = fromX + share * (toX - fromX);
            double y = fromY + share * (toY - fromY);
            dab(odd ? Math.floor(x) + 0.5 : Math.round(x), odd ? Math.floor(y) + 0.5 : Math.round(y));
        }
    }

    private void dab(double x, double y) {
        double radius = size / 2;
        int left = Math.max(0, (int) Math.floor(x - radius));
        int right = Math.min(start.width() - 1, (int) Math.ceil(x + radius));
        int top = Math.max(0, (int) Math.floor(y - radius));
        int bottom = Math.min(start.height() - 1, (int) Math.ceil(y + radius));
        for (int py = top; py <= bottom; py++) {
            for (int px = left; px <= right; px++) {
                int at = py * start.width() + px;
                coverage[at] = Math.max(coverage[at], cover(Math.hypot(px + 0.5 - x, py + 0.5 - y), radius));
            }
        }
    }

    private float cover(double distance, double radius) {
        double inner = radius * hardness;
        if (distance <= inner) {
            return 1;
        }
        return distance >= radius ? 0 : (float) ((radius - distance) / (radius - inner));
    }

    /** The layer with the stroke as far as it has come. */
    public Sprite result() {
        int[] pixels = start.argb().clone();
        for (int i = 0; i < pixels.length; i++) {
            if (coverage[i] > 0) {
                pixels[i] = erases ? erased(pixels[i], coverage[i]) : painted(pixels[i], coverage[i]);
            }
        }
        return new Sprite(start.width(), start.height(), pixels);
    }

    private int painted(int below, float cover) {
        int alpha = Math.round((colour >>> 24) * cover);
        return Sprite.over((colour & 0xffffff) | alpha << 24, below);
    }

    private static int erased(int below, float cover) {
        int alpha = Math.round((below >>> 24) * (1 - cover));
        return alpha == 0 ? 0 : (below & 0xffffff) | alpha << 24;
    }
}
