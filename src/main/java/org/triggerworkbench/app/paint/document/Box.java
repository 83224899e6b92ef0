package org.triggerworkbench.app.paint.document;

import org.jspecify.annotations.Nullable;

/**
 * A rectangle of pixels.
 *
 * @param x of its left edge
 * @param y of its top edge
 * @param w at least 1
 * @param h at least 1
 */
public record Box(int x, int y, int w, int h) {
    /** What lies in both, or null where nothing does. */
    public @Nullable Box cut(Box other) {
        int left = Math.max(x, other.x);
        int top = Math.max(y, other.y);
        int right = Math.min(x + w, other.x + other.w);
        int bottom = Math.min(y + h, other.y + other.h);
        return right > left && bottom > top ? new Box(left, top, right - left, bottom - top) : null;
    }

    /** From one pixel to another, both inside. */
    public static Box between(int x0, int y0, int x1, int y1) {
        return new Box(Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0) + 1, Math.abs(y1 - y0) + 1);
    }

    /** Of a size, its middle on the middle of a picture or a pixel. */
    public static Box around(double x, double y, int w, int h) {
        return new Box((int) Math.round(x - w / 2.0), (int) Math.round(y - h / 2.0), w, h);
    }
}
