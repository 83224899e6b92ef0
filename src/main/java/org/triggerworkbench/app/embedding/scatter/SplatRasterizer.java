package org.triggerworkbench.app.embedding.scatter;

/**
 * Points as a few pixels each, for clouds so large that symbols would only smear: a square or, for what is triggered, a
 * pyramid. The loops take no object and no branch they can do without: this is the cost of a frame.
 */
final class SplatRasterizer {
    private final int[] pixels;
    private final int width;
    private final int height;
    private final PointSet cloud;
    private final float zoom;
    private final float left;
    private final float top;
    private final boolean[] pointed;
    private final boolean large;

    /** @param pointed whether points of a style are pyramids */
    SplatRasterizer(
            int[] pixels, int width, int height, PointSet cloud, MapViewport view, boolean[] pointed, boolean large) {
        this.pixels = pixels;
        this.width = width;
        this.height = height;
        this.cloud = cloud;
        this.zoom = (float) view.zoom();
        this.left = (float) view.left();
        this.top = (float) view.top();
        this.pointed = pointed;
        this.large = large;
    }

    /** Draws all points. */
    void all(int[] colours) {
        float[] xs = cloud.xs();
        float[] ys = cloud.ys();
        short[] styles = cloud.styles();
        for (int i = 0; i < xs.length; i++) {
            int style = styles[i];
            splat((int) (xs[i] * zoom + left), (int) (ys[i] * zoom + top), colours[style], pointed[style]);
        }
    }

    /** Draws the points that stand out, or those that do not. */
    void some(boolean[] lit, boolean wanted, int[] colours) {
        float[] xs = cloud.xs();
        float[] ys = cloud.ys();
        short[] styles = cloud.styles();
        for (int i = 0; i < xs.length; i++) {
            if (lit[i] == wanted) {
                int style = styles[i];
                splat((int) (xs[i] * zoom + left), (int) (ys[i] * zoom + top), colours[style], pointed[style]);
            }
        }
    }

    private void splat(int x, int y, int argb, boolean pyramid) {
        // One unsigned comparison a side: a point whose splat would cross the edge is left out.
        if (Integer.compareUnsigned(x - 1, width - 2) >= 0 || Integer.compareUnsigned(y - 1, height - 2) >= 0) {
            return;
        }
        int at = y * width + x;
        pixels[at] = argb;
        pixels[at + width] = argb;
        pixels[at + width + 1] = argb;
        if (pyramid) {
            pixels[at + width - 1] = argb;
        } else {
            pixels[at + 1] = argb;
        }
        if (large && !pyramid) {
            pixels[at - 1] = argb;
            pixels[at - width] = argb;
        }
    }
}
