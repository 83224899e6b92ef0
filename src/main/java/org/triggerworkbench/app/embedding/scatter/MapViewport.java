package org.triggerworkbench.app.embedding.scatter;

/**
 * Which part of the map is seen: x in pixels is {@code x * zoom + left}, y likewise.
 *
 * @param zoom pixels a unit of the map, above 0
 */
public record MapViewport(double zoom, double left, double top) {
    private static final double MOST = 1e9;

    /** The smallest box around some points. */
    public record Bounds(double minX, double minY, double maxX, double maxY) {
        /** Around nothing yet. */
        public static final Bounds NONE = new Bounds(
                Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);

        /** Around these and points more. */
        public Bounds with(float[] xs, float[] ys) {
            double left = minX;
            double top = minY;
            double right = maxX;
            double bottom = maxY;
            for (int i = 0; i < xs.length; i++) {
                left = Math.min(left, xs[i]);
                right = Math.max(right, xs[i]);
                top = Math.min(top, ys[i]);
                bottom = Math.max(bottom, ys[i]);
            }
            return new Bounds(left, top, right, bottom);
        }
    }

    /** Shows all of a box in the middle of a view, one unit of x as long as one of y. */
    public static MapViewport fitting(Bounds bounds, double width, double height, double margin) {
        double wide = bounds.maxX - bounds.minX;
        double high = bounds.maxY - bounds.minY;
        if (!(wide >= 0 && high >= 0)) {
            return new MapViewport(1, width / 2, height / 2);
        }
        double roomX = Math.max(1, width - 2 * margin);
        double roomY = Math.max(1, height - 2 * margin);
        double zoom = Math.min(roomX / Math.max(wide, 1 / MOST), roomY / Math.max(high, 1 / MOST));
        zoom = zoom > MOST / 2 ? 1 : zoom;
        return new MapViewport(
                zoom,
                width / 2 - zoom * (bounds.minX + bounds.maxX) / 2,
                height / 2 - zoom * (bounds.minY + bounds.maxY) / 2);
    }

    public double pixelX(double x) {
        return x * zoom + left;
    }

    public double pixelY(double y) {
        return y * zoom + top;
    }

    public double mapX(double pixelX) {
        return (pixelX - left) / zoom;
    }

    public double mapY(double pixelY) {
        return (pixelY - top) / zoom;
    }

    /** Moved by some pixels. */
    public MapViewport moved(double byX, double byY) {
        return new MapViewport(zoom, left + byX, top + byY);
    }

    /** Enlarged about a pixel that stays where it is. */
    public MapViewport zoomed(double factor, double pixelX, double pixelY) {
        double next = Math.clamp(zoom * factor, 1 / MOST, MOST);
        double ratio = next / zoom;
        return new MapViewport(next, pixelX - ratio * (pixelX - left), pixelY - ratio * (pixelY - top));
    }

    /** Shows the same share of a map that now fits otherwise: what was seen of the one in the other. */
    MapViewport following(MapViewport fittedBefore, MapViewport fittedNow) {
        double ratio = zoom / fittedBefore.zoom;
        return new MapViewport(
                Math.clamp(fittedNow.zoom * ratio, 1 / MOST, MOST),
                left + ratio * (fittedNow.left - fittedBefore.left),
                top + ratio * (fittedNow.top - fittedBefore.top));
    }

    /** For pixels that are finer by a factor. */
    public MapViewport scaled(double factor) {
        return new MapViewport(zoom * factor, left * factor, top * factor);
    }

    /** Whether a box is wholly seen. */
    public boolean shows(Bounds bounds, double width, double height) {
        return pixelX(bounds.minX) >= 0
                && pixelX(bounds.maxX) <= width
                && pixelY(bounds.minY) >= 0
                && pixelY(bounds.maxY) <= height;
    }
}
