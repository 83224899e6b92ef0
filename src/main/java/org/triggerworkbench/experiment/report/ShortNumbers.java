package org.triggerworkbench.experiment.report;

import java.util.Locale;

/** ShortNumbers that are no rates, short. */
public final class ShortNumbers {
    private ShortNumbers() {}

    /** Three figures or so; a dash where it is no number. */
    public static String plain(double value) {
        if (!Double.isFinite(value)) {
            return "\u2013";
        }
        double size = Math.abs(value);
        String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.1 || size == 0 ? "%.2f" : "%.2g";
        return String.format(Locale.ROOT, format, value);
    }

    /** An area under a curve. */
    public static String area(double area) {
        return Double.isFinite(area) ? String.format(Locale.ROOT, "%.3f", area) : "\u2013";
    }
}
