package org.triggerworkbench.app.shared;

/**
 * A symbol as pixels: how much of each pixel it covers.
 *
 * @param side width and height, odd, so that a pixel is its centre
 * @param coverage 0 (none) to 256 (all), row by row
 */
public record SymbolMask(int side, int[] coverage) {
    private static final double EDGE = 1.4;

    /**
     * Draws a symbol.
     *
     * @param hollow its outline alone
     * @param radius in pixels
     */
    public static SymbolMask of(Symbol symbol, boolean hollow, double radius) {
        int reach = (int) Math.ceil(1.3 * radius + 0.5);
        int side = 2 * reach + 1;
        int[] coverage = new int[side * side];
        double edge = EDGE * Math.max(1, radius / 4.5);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double distance = symbol.distance(x - reach, y - reach, radius);
                double inked = hollow ? Math.abs(distance + edge / 2) - edge / 2 : distance;
                coverage[y * side + x] = (int) Math.round(256 * Math.clamp(0.5 - inked, 0, 1));
            }
        }
        return new SymbolMask(side, coverage);
    }
}
