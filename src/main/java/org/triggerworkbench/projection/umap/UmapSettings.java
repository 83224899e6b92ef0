package org.triggerworkbench.projection.umap;

import java.util.OptionalInt;

/**
 * What can be chosen for UMAP.
 *
 * @param neighbours size of a point's neighbourhood, the point itself among them, at least 2; N where there are fewer points
 * @param minimumDistance how close points may lie in the map, 0 to the spread
 * @param spread the scale of the map, above 0
 * @param epochs iterations planned, at least 1; empty: 500 up to 10,000 points, 200 above
 */
public record UmapSettings(int neighbours, double minimumDistance, double spread, OptionalInt epochs) {
    private static final int MANY_POINTS = 10_000;

    public UmapSettings {
        if (neighbours < 2 || epochs.orElse(1) < 1) {
            throw new IllegalArgumentException(neighbours + " neighbours, " + epochs + " epochs");
        }
        if (!(spread > 0) || Double.isInfinite(spread) || !(minimumDistance >= 0 && minimumDistance <= spread)) {
            throw new IllegalArgumentException("minimum distance " + minimumDistance + ", spread " + spread);
        }
    }

    /** 15 neighbours, minimum distance 0.1, spread 1, epochs by the number of points. */
    public static UmapSettings defaults() {
        return new UmapSettings(15, 0.1, 1, OptionalInt.empty());
    }

    public UmapSettings withEpochs(int changed) {
        return new UmapSettings(neighbours, minimumDistance, spread, OptionalInt.of(changed));
    }

    /** The epochs for N points. */
    int epochsFor(int n) {
        return epochs.orElse(n <= MANY_POINTS ? 500 : 200);
    }
}
