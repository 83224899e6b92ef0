package org.triggerworkbench.experiment.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.method.figure.Decimation;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Points;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.method.figure.Ticks;
import org.triggerworkbench.text.Messages;

/** A receiver operating characteristic with its area, the diagonal of chance and the point where inputs are told apart. */
final class RocChart {
    private static final Messages TEXT = Messages.of(RocChart.class);
    private static final double PLOT = 260;
    private static final double LEFT = 44;
    private static final double TOP = 10;
    private static final double RIGHT = 20;
    private static final double BOTTOM = 24;

    private RocChart() {}

    static String html(Figure.Roc roc) {
        Svg svg = new Svg(LEFT + PLOT + RIGHT, TOP + PLOT + BOTTOM, roc.caption());
        Ticks ticks = Ticks.percent();
        for (int i = 0; i < ticks.at().size(); i++) {
            double share = ticks.at().get(i);
            svg.line("grid", LEFT, y(share), LEFT + PLOT, y(share));
            svg.text("", "end", LEFT - 8, y(share) + 4, ticks.labels().get(i));
            svg.text("", "middle", x(share), TOP + PLOT + 18, ticks.labels().get(i));
        }
        svg.line("chance", x(0), y(0), x(1), y(1));
        double[] xs = roc.falsePositives();
        Points shown = Decimation.of(xs, roc.truePositives(), xs.length, 0, 1, (int) PLOT);
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < shown.size(); i++) {
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(shown.xs()[i]), y(shown.ys()[i])));
        }
        svg.path("path triggered", path.toString());
        svg.text(
                "series triggered", "end", x(1) - 8, y(0) - 48, TEXT.get("figure.area", ShortNumbers.area(roc.area())));
        Figure.Roc.@Nullable OperatingPoint point = roc.point();
        if (point != null) {
            svg.mark(Role.TRIGGERED, x(point.falsePositives()), y(point.truePositives()));
            svg.text(
                    "strong",
                    "end",
                    x(1) - 8,
                    y(0) - 28,
                    TEXT.get("figure.point", Html.percent(point.truePositives())));
            svg.text("", "end", x(1) - 8, y(0) - 12, TEXT.get("figure.cost", Html.percent(point.falsePositives())));
        }
        return svg.html() + Html.note(TEXT.get("figure.rejected"));
    }

    private static double x(double share) {
        return LEFT + PLOT * share;
    }

    private static double y(double share) {
        return TOP + PLOT * (1 - share);
    }
}
