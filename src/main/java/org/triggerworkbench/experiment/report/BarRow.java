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
        double length = Double.isNaN(fraction) ? 0 : BAR * Math.clamp(fraction, 0, 1);
        svg.rect("mark " + role.css(), NAME, 7, length, 8);
        if (role == Role.TRIGGERED) {
            svg.raw("<g style=\"stroke:var(--panel);stroke-opacity:.45;stroke-width:1.5\">");
            for (double x = 4; x + 5 < length; x += 6) {
                svg.line("hatch", NAME + x, 15, NAME + x + 5, 7);
            }
            svg.raw("</g>");
        }
        svg.text("strong", "end", NAME + BAR + 60, 15, Html.percent(fraction));
        return svg.html();
    }
}
