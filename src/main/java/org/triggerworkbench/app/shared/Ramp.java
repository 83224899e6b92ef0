package org.triggerworkbench.app.shared;

import javafx.scene.paint.Color;

/**
 * Colours for a share from 0 to 1, from grey to the triggered colour's deep end. Equal steps look equal (OKLab, Ottosson
 * 2020), lightness only falls on the light panel and only rises on the dark one, and all have a contrast of 3 on it.
 */
public final class Ramp {
    private static final double[][] LIGHT = {lab("#8C96A1"), lab("#C8500A"), lab("#6E2500")};
    private static final double[][] DARK = {lab("#707A86"), lab("#F08A45"), lab("#FFE3CC")};

    private Ramp() {}

    /** @param share from 0 to 1 */
    public static Color of(double share, boolean dark) {
        double[][] stops = dark ? DARK : LIGHT;
        double place = Math.clamp(share, 0, 1) * (stops.length - 1);
        int left = Math.min((int) place, stops.length - 2);
        double part = place - left;
        double[] mixed = new double[3];
        for (int i = 0; i < 3; i++) {
            mixed[i] = (1 - part) * stops[left][i] + part * stops[left + 1][i];
        }
        return color(mixed);
    }

    private static double[] lab(String web) {
        Color colour = Color.web(web);
        double r = linear(colour.getRed());
        double g = linear(colour.getGreen());
        double b = linear(colour.getBlue());
        double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new double[] {
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        };
    }

    private static Color color(double[] lab) {
        double l = cube(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]);
        double m = cube(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]);
        double s = cube(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2]);
        return Color.color(
                gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                gamma(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static double cube(double value) {
        return value * value * value;
    }

    private static double linear(double value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static double gamma(double value) {
        double shown = value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055;
        return Math.clamp(shown, 0, 1);
    }
}
