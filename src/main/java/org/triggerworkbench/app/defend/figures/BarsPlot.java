package org.triggerworkbench.app.defend.figures;

import java.util.stream.IntStream;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.report.ShortNumbers;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.method.figure.Ticks;
import org.triggerworkbench.text.Messages;

/** A bar a class with the line of the threshold, named at its end. */
final class BarsPlot extends Plot {
    private static final Messages TEXT = Messages.of(BarsPlot.class);
    private static final double LEFT = 44;
    private static final double TOP = 22;
    private static final double WIDEST = 88;
    private static final double NUMBERED = 34;
    private static final double NAMED = 11;
    private static final double TILT = 40;
    private static final int LONGEST = 24;

    private final Figure.ThresholdBars bars;
    private double slot = 1;

    BarsPlot(Figure.ThresholdBars bars) {
        super(bars.caption(), 260);
        this.bars = bars;
    }

    @Override
    void paint(Pen pen, double width, double height) {
        int n = Math.max(1, bars.values().length);
        String limit = TEXT.get("plot.threshold", ShortNumbers.plain(bars.threshold()));
        slot = Math.min(WIDEST, (width - LEFT - Pen.width(limit) - 16) / n);
        double end = LEFT + slot * n;
        double longest = IntStream.range(0, bars.values().length)
                .mapToDouble(i -> Pen.width(name(i)))
                .max()
                .orElse(0);
        boolean tilted = longest > slot - 4;
        double foot = tilted ? 12 + longest * Math.sin(Math.toRadians(TILT)) : 24;
        double[] reach = Axes.reach(bars.values(), bars.threshold(), 0);
        Axes axes = new Axes(LEFT, TOP, end, height - foot, 0, n, reach[0], reach[1]);
        axes.upward(pen, Ticks.between(reach[0], reach[1], false));
        for (int i = 0; i < bars.values().length; i++) {
            bar(pen, axes, i, tilted);
        }
        double line = axes.y(bars.threshold());
        pen.line(LEFT, line, end, line, pen.tokens().text(), 1, 5, 4);
        for (int i = 0; i < bars.values().length; i++) {
            number(pen, axes, i);
        }
        pen.text(limit, end + 8, line, TextAlignment.LEFT, pen.tokens().text(), true);
    }

    private void bar(Pen pen, Axes axes, int i, boolean tilted) {
        boolean flagged = isFlagged(i);
        double value = bars.values()[i];
        double high = Double.isFinite(value) ? axes.y(Math.max(0, value)) : axes.y(0);
        double low = Double.isFinite(value) ? axes.y(Math.min(0, value)) : axes.y(0);
        double middle = axes.left() + slot * (i + 0.5);
        Color words = flagged ? pen.tokens().triggered() : pen.tokens().secondary();
        pen.bar(flagged ? Role.TRIGGERED : Role.CONTROL, middle - slot * 0.38, high, slot * 0.76, low - high);
        double under = axes.bottom() + 14;
        if (!tilted) {
            pen.text(name(i), middle, under, TextAlignment.CENTER, words, flagged);
        } else if (slot >= NAMED || flagged) {
            // Of many classes only those are named that matter.
            pen.tilted(name(i), middle + 4, under - 4, TILT, words, flagged);
        }
    }

    /** The number over a bar; it stays readable where the line of the threshold crosses it. */
    private void number(Pen pen, Axes axes, int i) {
        boolean flagged = isFlagged(i);
        if (slot < NUMBERED && !flagged) {
            return;
        }
        double value = bars.values()[i];
        String words = ShortNumbers.plain(value);
        double top = Double.isFinite(value) ? axes.y(Math.max(0, value)) : axes.y(0);
        pen.over(
                words,
                axes.left() + slot * (i + 0.5) + Pen.width(words) / 2,
                top - 10,
                flagged ? pen.tokens().triggered() : pen.tokens().secondary(),
                flagged);
    }

    private boolean isFlagged(int bar) {
        return IntStream.of(bars.flagged()).anyMatch(flagged -> flagged == bar);
    }

    private String name(int bar) {
        String name = bars.names().get(bar);
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "\u2026";
    }

    @Override
    @Nullable
    String at(double x, double y) {
        int bar = (int) Math.floor((x - LEFT) / slot);
        return bar < 0 || bar >= bars.values().length
                ? null
                : TEXT.get(
                        "plot.bar",
                        bars.names().get(bar),
                        bars.statistic(),
                        ShortNumbers.plain(bars.values()[bar]),
                        ShortNumbers.plain(bars.threshold()));
    }
}
