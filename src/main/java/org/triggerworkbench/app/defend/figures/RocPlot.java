package org.triggerworkbench.app.defend.figures;

import java.util.Arrays;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.experiment.report.ShortNumbers;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.method.figure.Ticks;
import org.triggerworkbench.text.Messages;

/** A receiver operating characteristic with its area, the diagonal of chance and the point where inputs are told apart. */
final class RocPlot extends Plot {
    private static final Messages TEXT = Messages.of(RocPlot.class);

    private static final double CHANCE = 0.5;
    private static final double LINES = 70;

    private final Figure.Roc roc;
    private @Nullable Axes axes;

    RocPlot(Figure.Roc roc) {
        super(roc.caption(), 280);
        this.roc = roc;
    }

    @Override
    void paint(Pen pen, double width, double height) {
        double side = Math.min(width - 44 - 12, height - 12 - 40);
        Axes shown = new Axes(44, 12, 44 + side, 12 + side, 0, 1, 0, 1);
        axes = shown;
        shown.upward(pen, Ticks.percent());
        shown.across(pen, Ticks.percent());
        pen.text(
                TEXT.get("plot.rejected"),
                shown.right(),
                shown.bottom() + 32,
                TextAlignment.RIGHT,
                pen.tokens().secondary(),
                false);
        pen.line(shown.x(0), shown.y(0), shown.x(1), shown.y(1), pen.tokens().control(), 1, 4, 4);
        double[] xs = Arrays.stream(roc.falsePositives()).map(shown::x).toArray();
        double[] ys = Arrays.stream(roc.truePositives()).map(shown::y).toArray();
        pen.path(xs, ys, xs.length, pen.tokens().triggered(), 2);
        // Where the curve leaves room: it bends to the upper left, or, of a score that misleads, to the lower right.
        boolean misleads = roc.area() < CHANCE;
        double right = misleads ? shown.left() + 8 + widest() : shown.right() - 8;
        double foot = misleads ? shown.top() + LINES : shown.bottom();
        pen.over(
                TEXT.get("plot.area", ShortNumbers.area(roc.area())),
                right,
                foot - 54,
                pen.tokens().triggered(),
                true);
        Figure.Roc.OperatingPoint point = roc.point();
        if (point != null) {
            pen.mark(Role.TRIGGERED, shown.x(point.falsePositives()), shown.y(point.truePositives()));
            pen.over(
                    TEXT.get("plot.point", Format.percent(point.truePositives())),
                    right,
                    foot - 34,
                    pen.tokens().text(),
                    true);
            pen.over(
                    TEXT.get("plot.cost", Format.percent(point.falsePositives())),
                    right,
                    foot - 16,
                    pen.tokens().secondary(),
                    false);
        }
    }

    /** Of the lines beside the curve. */
    private double widest() {
        Figure.Roc.OperatingPoint point = roc.point();
        return point == null
                ? Pen.width(TEXT.get("plot.area", ShortNumbers.area(roc.area())))
                : Pen.width(TEXT.get("plot.point", Format.percent(point.truePositives())));
    }

    @Override
    @Nullable
    String at(double x, double y) {
        Axes shown = axes;
        if (shown == null || !shown.contains(x, y)) {
            return null;
        }
        double wanted = shown.valueAt(x);
        int point = 0;
        while (point + 1 < roc.falsePositives().length && roc.falsePositives()[point + 1] <= wanted) {
            point++;
        }
        return TEXT.get(
                "plot.rocAt", Format.percent(roc.truePositives()[point]), Format.percent(roc.falsePositives()[point]));
    }
}
