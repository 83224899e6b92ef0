package org.triggerworkbench.app.answer;

/** What a trigger changed, made visible. */
public final class ResidualPicture {
    private ResidualPicture() {}

    /**
     * The absolute difference of each channel times a factor, clipped; black where nothing changed.
     *
     * @param clean ARGB
     * @param triggered ARGB, as many
     */
    public static int[] of(int[] clean, int[] triggered, int factor) {
        int[] residual = new int[clean.length];
        for (int i = 0; i < residual.length; i++) {
            residual[i] = 0xff000000
                    | channel(clean[i] >> 16, triggered[i] >> 16, factor) << 16
                    | channel(clean[i] >> 8, triggered[i] >> 8, factor) << 8
                    | channel(clean[i], triggered[i], factor);
        }
        return residual;
    }

    private static int channel(int a, int b, int factor) {
        return Math.min(255, factor * Math.abs((a & 0xff) - (b & 0xff)));
    }
}
