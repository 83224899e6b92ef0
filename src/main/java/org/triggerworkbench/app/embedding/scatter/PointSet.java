package org.triggerworkbench.app.embedding.scatter;

import org.jspecify.annotations.Nullable;

/**
 * Points in map coordinates.
 *
 * @param xs one per point
 * @param ys one per point, downwards
 * @param styles one per point, an index of the look's styles
 * @param lit which points stand out; null where none does and all look alike
 * @param pairs point i is joined with point pairs + i, for i below pairs; 0 joins none
 */
public record PointSet(float[] xs, float[] ys, short[] styles, boolean @Nullable [] lit, int pairs) {
    // Written out: a compact constructor's class file forgets that lit may be null.
    public PointSet(float[] xs, float[] ys, short[] styles, boolean @Nullable [] lit, int pairs) {
        if (ys.length != xs.length || styles.length != xs.length || 2 * pairs > xs.length) {
            throw new IllegalArgumentException(xs.length + " x, " + ys.length + " y, " + styles.length + " styles");
        }
        this.xs = xs;
        this.ys = ys;
        this.styles = styles;
        this.lit = lit;
        this.pairs = pairs;
    }

    public int size() {
        return xs.length;
    }

    /** Whether a point stands out or all are alike. */
    public boolean isLit(int point) {
        return lit == null || lit[point];
    }
}
