package org.triggerworkbench.experiment.report;

import org.triggerworkbench.method.figure.Role;

/** A named fraction as a bar with its percent; triggered bars are hatched, so that colour is not the only sign. */
public final class BarRow {
    private static final double NAME = 150;
    private static final double BAR = 300;

    private BarRow() {}

    /**
     * @param fraction in [0, 1]; NaN draws no bar and a dash
     */
    public static String html(String name, Role role, double fraction) {
        Svg svg = new Svg(NAME + BAR + 64, 22, name + " " + Html.percent(fraction));
        svg.text("strong", "start", 0, 15, name);
        svg.bar(role, NAME, 7, Double.isNaN(fraction) ? 0 : BAR * Math.clamp(fraction, 0, 1), 8);
        svg.text("strong", "end", NAME + BAR + 60, 15, Html.percent(fraction));
        return svg.html();
    }
}
