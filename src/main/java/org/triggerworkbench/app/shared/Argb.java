package org.triggerworkbench.app.shared;

import javafx.scene.paint.Color;

/** Colours as opaque ARGB, as pixels hold them. */
public final class Argb {
    private Argb() {}

    /** A colour without its opacity. */
    public static int of(Color colour) {
        return 0xff << 24 | level(colour.getRed()) << 16 | level(colour.getGreen()) << 8 | level(colour.getBlue());
    }

    /** A colour over another: {@code share} of 256 parts of the first. */
    public static int mix(int over, int under, int share) {
        int rest = 256 - share;
        int redBlue = ((over & 0xff00ff) * share + (under & 0xff00ff) * rest) >>> 8 & 0xff00ff;
        int green = ((over & 0xff00) * share + (under & 0xff00) * rest) >>> 8 & 0xff00;
        return 0xff << 24 | redBlue | green;
    }

    private static int level(double value) {
        return (int) Math.round(255 * value);
    }
}
