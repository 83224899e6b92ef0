package org.triggerworkbench.app.defend.figures;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.report.ShortNumbers;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.method.figure.Ticks;
import org.triggerworkbench.text.Messages;

/** How many clean and how many triggered inputs score what, side by side in each bin, with the threshold. */
final class GroupsPlot extends Plot {
    private static final Messages TEXT = Messages.of(GroupsPlot.class);
    private static final int BINS = 24;

    private final Figure.TwoGroups groups;
    private final int[] clean;
    private final int[] triggered;
    private final double low;
    private final double high;
    private @Nullable Axes axes;

    GroupsPlot(Figure.TwoGroups groups) {
        super(groups.caption(), 280);
        this.groups = groups;
        double[] all = DoubleStream.concat(
                        DoubleStream.concat(Arrays.stream(groups.clean()), Arrays.stream(groups.triggered())),
                        DoubleStream.of(groups.threshold()))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        low = all.length == 0 ? 0 : all[0];
        high = all.length == 0 || all[all.length - 1] <= low ? low + 1 : all[all.length - 1];
        clean = bins(groups.clean());
        triggered = bins(groups.triggered());
    }

    private int[] bins(double[] scores) {
        int[] bins = new int[BINS];
        for (double score : scores) {
            if (Double.isFinite(score)) {
                bins[bin(score)]++;
            }
        }
        return bins;
    }

    private int bin(double score) {
        return Math.clamp((int) (BINS * (score - low) / (high - low)), 0, BINS - 1);
    }

    @Override
    void paint(Pen pen, double width, double height) {
        int most = Math.max(
                1,
                Math.max(
                        Arrays.stream(clean).max().orElse(1),
                        Arrays.stream(triggered).max().orElse(1)));
        double step = Math.max(1, Math.ceil(Ticks.step(most)));
        Axes shown = new Axes(44, 44, width - 12, height - 40, low, high, 0, Math.ceil(most / step) * step);
        axes = shown;
        shown.upward(pen, Ticks.linear(shown.yHigh(), true));
        double slot = (shown.right() - shown.left()) / BINS;
        for (int bin = 0; bin < BINS; bin++) {
            double x = shown.left() + slot * bin;
            double foot = shown.bottom();
            pen.bar(Role.CLEAN, x + 1, shown.y(clean[bin]), slot / 2 - 1, foot - shown.y(clean[bin]));
            pen.bar(
                    Role.TRIGGERED,
                    x + slot / 2,
                    shown.y(triggered[bin]),
                    slot / 2 - 1,
                    foot - shown.y(triggered[bin]));
        }
        shown.across(pen, Ticks.between(low, high, false));
        pen.text(
                groups.statistic(),
                shown.right(),
                height - 8,
                TextAlignment.RIGHT,
                pen.tokens().secondary(),
                false);
        key(pen, shown);
        double limit = shown.x(groups.threshold());
        pen.line(limit, shown.top() - 14, limit, shown.bottom(), pen.tokens().text(), 1, 5, 4);
        boolean left = limit > (shown.left() + shown.right()) / 2;
        pen.text(
                TEXT.get("plot.threshold", ShortNumbers.plain(groups.threshold())),
                limit + (left ? -6 : 6),
                shown.top() - 10,
                left ? TextAlignment.RIGHT : TextAlignment.LEFT,
                pen.tokens().text(),
                true);
    }

    private static void key(Pen pen, Axes shown) {
        String clean = TEXT.get("plot.clean");
        pen.mark(Role.CLEAN, shown.left() + 5, 10);
        pen.text(clean, shown.left() + 14, 10, TextAlignment.LEFT, pen.tokens().clean(), true);
        double second = shown.left() + 14 + Pen.width(clean) + 20;
        pen.mark(Role.TRIGGERED, second, 10);
        pen.text(
                TEXT.get("plot.triggered"),
                second + 9,
                10,
                TextAlignment.LEFT,
                pen.tokens().triggered(),
                true);
    }

    @Override
    @Nullable
    String at(double x, double y) {
        Axes shown = axes;
        if (shown == null || !shown.contains(x, y)) {
            return null;
        }
        int bin = bin(shown.valueAt(x));
        double width = (high - low) / BINS;
        return TEXT.get(
                "plot.bin",
                ShortNumbers.plain(low + bin * width),
                ShortNumbers.plain(low + (bin + 1) * width),
                clean[bin],
                triggered[bin]);
    }
}
