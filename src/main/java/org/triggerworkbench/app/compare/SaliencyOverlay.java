package org.triggerworkbench.app.compare;

import org.triggerworkbench.evaluation.inspection.SaliencyMap;

/** A saliency map laid over a picture, from black (nothing) over purple and orange to pale yellow (most). */
final class SaliencyOverlay {
    /** Of the map "inferno", whose lightness grows evenly, so that it reads without colour too. */
    private static final int[][] STOPS = {{0, 0, 4}, {87, 16, 110}, {188, 55, 84}, {249, 142, 9}, {252, 255, 164}};

    private SaliencyOverlay() {}

    /**
     * @param pixels ARGB, of the map's size
     * @param opacity of the map, in [0, 1]
     */
    static int[] over(int[] pixels, SaliencyMap map, double opacity) {
        int[] mixed = new int[pixels.length];
        for (int i = 0; i < mixed.length; i++) {
            double at = Math.clamp(map.values()[i], 0, 1) * (STOPS.length - 1);
            int low = Math.min((int) at, STOPS.length - 2);
            double part = at - low;
            int argb = 0xff;
            for (int c = 0; c < 3; c++) {
                double heat = STOPS[low][c] * (1 - part) + STOPS[low + 1][c] * part;
                int own = (pixels[i] >> (16 - 8 * c)) & 0xff;
                argb = (argb << 8) | (int) Math.round(own * (1 - opacity) + heat * opacity);
            }
            mixed[i] = argb;
        }
        return mixed;
    }
}
