package org.triggerworkbench.app.defend.figures;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import javafx.scene.text.TextAlignment;
import org.triggerworkbench.method.figure.Ticks;

/**
 * Where numbers lie in a drawing.
 *
 * @param left of the area that is drawn in, in pixels, as the other three
 */
record Axes(
        double left, double top, double right, double bottom, double xLow, double xHigh, double yLow, double yHigh) {
    private static final double TICK_GAP = 8;
    private static final double UNDER = 14;

    double x(double value) {
        return left + (right - left) * (value - xLow) / (xHigh - xLow);
    }

    double y(double value) {
        return bottom - (bottom - top) * Math.clamp((value - yLow) / (yHigh - yLow), 0, 1);
    }

    double valueAt(double x) {
        return xLow + (xHigh - xLow) * (x - left) / (right - left);
    }

    boolean contains(double x, double y) {
        return x >= left && x <= right && y >= top && y <= bottom;
    }

    /** Grid and numbers of the upward axis. */
    void upward(Pen pen, Ticks ticks) {
        for (int i = 0; i < ticks.at().size(); i++) {
            double y = y(ticks.at().get(i));
            pen.grid(left, y, right, y);
            pen.text(
                    ticks.labels().get(i),
                    left - TICK_GAP,
                    y,
                    TextAlignment.RIGHT,
                    pen.tokens().secondary(),
                    false);
        }
    }

    /** Numbers under the drawing. */
    void across(Pen pen, Ticks ticks) {
        for (int i = 0; i < ticks.at().size(); i++) {
            double x = x(ticks.at().get(i));
            TextAlignment side = x > right - UNDER ? TextAlignment.RIGHT : TextAlignment.CENTER;
            pen.text(
                    ticks.labels().get(i), x, bottom + UNDER, side, pen.tokens().secondary(), false);
        }
    }

    /** From 0 or below to a round number above all that are finite. */
    static double[] reach(double[] values, double... more) {
        double[] all = DoubleStream.concat(Arrays.stream(values), Arrays.stream(more))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double low = all.length == 0 ? 0 : all[0];
        double high = all.length == 0 ? 1 : Math.max(all[all.length - 1], low + 1e-6);
        double step = Ticks.step(high - low);
        return new double[] {Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step};
    }
}
