package org.triggerworkbench.app.defend.figures;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.experiment.report.ShortNumbers;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.LabelSpread;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.method.figure.Ticks;

/** Lines over the values of one setting, each named at its end in its own colour. */
final class SweepPlot extends Plot {
    private static final double LABEL = 15;

    private final Figure.Sweep sweep;
    private @Nullable Axes axes;

    SweepPlot(Figure.Sweep sweep) {
        super(sweep.caption(), 280);
        this.sweep = sweep;
    }

    @Override
    void paint(Pen pen, double width, double height) {
        double[] at = sweep.at();
        if (at.length == 0) {
            return;
        }
        double room = sweep.lines().stream()
                .mapToDouble(line -> Pen.width(line.name()))
                .max()
                .orElse(0);
        double[] all = sweep.lines().stream()
                .flatMapToDouble(line -> Arrays.stream(line.values()))
                .toArray();
        double[] reach = sweep.percent() ? new double[] {0, 1} : Axes.reach(all, 0);
        double low = at[0];
        double high = at.length == 1 ? low + 1 : at[at.length - 1];
        Axes shown = new Axes(44, 12, Math.max(80, width - room - 20), height - 40, low, high, reach[0], reach[1]);
        axes = shown;
        shown.upward(pen, sweep.percent() ? Ticks.percent() : Ticks.between(reach[0], reach[1], false));
        shown.across(pen, Ticks.between(low, high, false));
        pen.text(
                sweep.setting(),
                shown.right(),
                height - 8,
                TextAlignment.RIGHT,
                pen.tokens().secondary(),
                false);
        List<Figure.Sweep.Line> lines = sweep.lines();
        double[] wanted =
                lines.stream().mapToDouble(line -> shown.y(last(line))).toArray();
        double[] placed = LabelSpread.apart(wanted, LABEL, shown.top(), shown.bottom());
        for (int i = 0; i < lines.size(); i++) {
            line(pen, shown, lines.get(i), placed[i]);
        }
        Figure.Sweep.Mark mark = sweep.mark();
        if (mark != null) {
            mark(pen, shown, mark);
        }
    }

    /** A dashed line at a value, named beside it on the side that has more room. */
    private static void mark(Pen pen, Axes shown, Figure.Sweep.Mark mark) {
        double x = shown.x(mark.at());
        boolean right = x < (shown.left() + shown.right()) / 2;
        pen.line(x, shown.top(), x, shown.bottom(), pen.tokens().text(), 1, 5, 4);
        pen.text(
                mark.name(),
                right ? x + 6 : x - 6,
                shown.top() + LABEL / 2,
                right ? TextAlignment.LEFT : TextAlignment.RIGHT,
                pen.tokens().text(),
                true);
    }

    private void line(Pen pen, Axes shown, Figure.Sweep.Line line, double label) {
        double[] xs = new double[sweep.at().length];
        double[] ys = new double[xs.length];
        int size = 0;
        for (int i = 0; i < xs.length; i++) {
            if (Double.isFinite(line.values()[i])) {
                xs[size] = shown.x(sweep.at()[i]);
                ys[size++] = shown.y(line.values()[i]);
            }
        }
        double[] dashes = line.role() == Role.CONTROL ? new double[] {5, 4} : new double[0];
        pen.path(xs, ys, size, pen.of(line.role()), 2, dashes);
        for (int i = 0; i < size; i++) {
            pen.mark(line.role(), xs[i], ys[i]);
        }
        pen.text(line.name(), shown.right() + 10, label, TextAlignment.LEFT, pen.of(line.role()), true);
    }

    private static double last(Figure.Sweep.Line line) {
        double last = 0;
        for (double value : line.values()) {
            last = Double.isFinite(value) ? value : last;
        }
        return last;
    }

    @Override
    @Nullable
    String at(double x, double y) {
        Axes shown = axes;
        if (shown == null || !shown.contains(x, y)) {
            return null;
        }
        int nearest = 0;
        for (int i = 1; i < sweep.at().length; i++) {
            if (Math.abs(shown.x(sweep.at()[i]) - x) < Math.abs(shown.x(sweep.at()[nearest]) - x)) {
                nearest = i;
            }
        }
        int place = nearest;
        return sweep.setting() + " " + ShortNumbers.plain(sweep.at()[place]) + "\n"
                + sweep.lines().stream()
                        .map(line -> line.name() + " " + number(line.values()[place]))
                        .collect(Collectors.joining("\n"));
    }

    private String number(double value) {
        return sweep.percent() ? Format.percent(value) : ShortNumbers.plain(value);
    }
}
