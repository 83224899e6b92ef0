package org.triggerworkbench.app.paint.document;

/**
 * Something that lies on the trigger but is not set down yet: it can be moved, resized and turned without loss, because
 * its own pixels stay as they came and are only sampled, each from the nearest.
 *
 * @param source its own pixels
 * @param x of its left edge before it is turned, in pixels of the picture; may lie outside
 * @param y of its top edge before it is turned
 * @param w width before it is turned, at least 1
 * @param h height before it is turned, at least 1
 * @param angle it is turned around its middle, in degrees, clockwise
 */
public record Floating(Sprite source, int x, int y, int w, int h, double angle) {
    /** Far enough for any picture, and near enough that no sum of two overflows. */
    private static final int FAR = 1 << 14;

    public Floating {
        x = Math.clamp(x, -FAR, FAR);
        y = Math.clamp(y, -FAR, FAR);
        w = Math.clamp(w, 1, FAR);
        h = Math.clamp(h, 1, FAR);
        angle = Double.isFinite(angle) ? angle - 360 * Math.floor(angle / 360) : 0;
    }

    /** Of its own size, in a box's top left corner. */
    public static Floating of(Sprite source, int x, int y) {
        return new Floating(source, x, y, source.width(), source.height(), 0);
    }

    /** Of its own size, its middle at a point. */
    public static Floating around(Sprite source, double x, double y) {
        Box box = Box.around(x, y, source.width(), source.height());
        return of(source, box.x(), box.y());
    }

    public Floating at(int newX, int newY) {
        return new Floating(source, newX, newY, w, h, angle);
    }

    public Floating sized(Box box) {
        return new Floating(source, box.x(), box.y(), box.w(), box.h(), angle);
    }

    public Floating turned(double newAngle) {
        return new Floating(source, x, y, w, h, newAngle);
    }

    /** Whether each of its own pixels is one pixel of the picture. */
    boolean isNatural() {
        return angle == 0 && w == source.width() && h == source.height();
    }

    public double centreX() {
        return x + w / 2.0;
    }

    public double centreY() {
        return y + h / 2.0;
    }

    public double cos() {
        return angle % 90 == 0 ? Math.rint(Math.cos(Math.toRadians(angle))) : Math.cos(Math.toRadians(angle));
    }

    public double sin() {
        return angle % 90 == 0 ? Math.rint(Math.sin(Math.toRadians(angle))) : Math.sin(Math.toRadians(angle));
    }

    /** Its own horizontal coordinate of a point of the picture, 0 to w inside. */
    double localX(double px, double py) {
        return (px - centreX()) * cos() + (py - centreY()) * sin() + w / 2.0;
    }

    /** Its own vertical coordinate of a point of the picture, 0 to h inside. */
    double localY(double px, double py) {
        return (py - centreY()) * cos() - (px - centreX()) * sin() + h / 2.0;
    }

    /** The point of the picture of its own coordinates. */
    public double[] point(double localX, double localY) {
        double dx = localX - w / 2.0;
        double dy = localY - h / 2.0;
        return new double[] {centreX() + dx * cos() - dy * sin(), centreY() + dx * sin() + dy * cos()};
    }

    public boolean contains(double px, double py) {
        double lx = localX(px, py);
        double ly = localY(px, py);
        return lx >= 0 && ly >= 0 && lx < w && ly < h;
    }

    /** Draws it over a picture, what lies outside cut off. */
    void drawOn(int[] pixels, int width, int height) {
        double reachX = (Math.abs(cos()) * w + Math.abs(sin()) * h) / 2;
        double reachY = (Math.abs(sin()) * w + Math.abs(cos()) * h) / 2;
        int left = Math.max(0, (int) Math.floor(centreX() - reachX));
        int right = Math.min(width, (int) Math.ceil(centreX() + reachX));
        int top = Math.max(0, (int) Math.floor(centreY() - reachY));
        int bottom = Math.min(height, (int) Math.ceil(centreY() + reachY));
        // Samples on an edge between two pixels go to the second, whatever the rounding of sine and cosine.
        double nudge = 1e-9;
        for (int py = top; py < bottom; py++) {
            for (int px = left; px < right; px++) {
                double lx = localX(px + 0.5, py + 0.5) + nudge;
                double ly = localY(px + 0.5, py + 0.5) + nudge;
                if (lx >= 0 && ly >= 0 && lx < w && ly < h) {
                    int sx = Math.min(source.width() - 1, (int) (lx * source.width() / w));
                    int sy = Math.min(source.height() - 1, (int) (ly * source.height() / h));
                    int at = py * width + px;
                    pixels[at] = Sprite.over(source.argb()[sy * source.width() + sx], pixels[at]);
                }
            }
        }
    }
}
