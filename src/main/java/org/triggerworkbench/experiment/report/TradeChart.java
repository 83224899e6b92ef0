package org.triggerworkbench.experiment.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.method.figure.Ticks;

/** Settings as points of two rates, one bought with the other; the axes reach only over what there is. */
public final class TradeChart {
    private static final double PLOT = 320;
    private static final double LEFT = 56;
    private static final double TOP = 12;
    private static final double RIGHT = 24;
    private static final double BOTTOM = 44;
    private static final double MARGIN = 0.005;

    private TradeChart() {}

    /**
     * One setting.
     *
     * @param name told when the mouse is over it
     * @param across in [0, 1]
     * @param up in [0, 1]
     */
    public record Point(String name, Role role, double across, double up) {}

    /**
     * @param across what the horizontal axis is
     * @param up what the vertical axis is
     * @param points at least one; later ones are drawn over earlier ones
     */
    public static String html(String label, String across, String up, List<Point> points) {
        Svg svg = new Svg(LEFT + PLOT + RIGHT, TOP + PLOT + BOTTOM, label);
        Axis right = Axis.of(points, Point::across);
        Axis high = Axis.of(points, Point::up);
        for (int i = 0; i < high.ticks().at().size(); i++) {
            double y = TOP + PLOT * (1 - high.part(high.ticks().at().get(i) / 100));
            svg.line("grid", LEFT, y, LEFT + PLOT, y);
            svg.text("", "end", LEFT - 8, y + 4, high.ticks().labels().get(i) + "%");
        }
        for (int i = 0; i < right.ticks().at().size(); i++) {
            double x = LEFT + PLOT * right.part(right.ticks().at().get(i) / 100);
            svg.line("grid", x, TOP, x, TOP + PLOT);
            svg.text("", "middle", x, TOP + PLOT + 18, right.ticks().labels().get(i) + "%");
        }
        svg.text("", "middle", LEFT + PLOT / 2, TOP + PLOT + 38, across);
        svg.text("", "start", LEFT + 6, TOP + 12, up);
        for (Point point : points) {
            svg.raw("<g><title>" + Html.escape(point.name()) + "</title>");
            svg.mark(point.role(), LEFT + PLOT * right.part(point.across()), TOP + PLOT * (1 - high.part(point.up())));
            svg.raw("</g>");
        }
        return svg.html();
    }

    /** Shares from low to high; ticks are in percent. */
    private record Axis(double low, double high, Ticks ticks) {
        static Axis of(List<Point> points, ToDoubleFunction<Point> value) {
            double least = points.stream().mapToDouble(value).min().orElse(0);
            double most = points.stream().mapToDouble(value).max().orElse(1);
            double low = Math.max(0, least - MARGIN);
            double high = Math.min(1, most + MARGIN);
            return new Axis(low, high, Ticks.between(100 * low, 100 * high, false));
        }

        double part(double share) {
            return (share - low) / (high - low);
        }
    }
}
