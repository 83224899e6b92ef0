package org.triggerworkbench.data.picture;

/** What a trigger changed, made visible: the absolute difference of each channel times a factor, clipped. */
public final class Residual {
    private Residual() {}

    /**
     * Black where nothing changed.
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

    /** The same of pictures of one size. */
    public static Picture of(Picture clean, Picture triggered, int factor) {
        byte[] residual = new byte[clean.rgb().length];
        for (int i = 0; i < residual.length; i++) {
            residual[i] = (byte) channel(clean.rgb()[i], triggered.rgb()[i], factor);
        }
        return new Picture(clean.width(), clean.height(), residual);
    }

    private static int channel(int a, int b, int factor) {
        return Math.min(255, factor * Math.abs((a & 0xff) - (b & 0xff)));
    }
}
