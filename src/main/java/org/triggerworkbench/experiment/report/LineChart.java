package org.triggerworkbench.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.triggerworkbench.method.figure.Role;

/** Lines over steps, each named at its end. */
public final class LineChart {
    private static final double WIDTH = 520;
    private static final double HEIGHT = 220;
    private static final double LEFT = 44;
    private static final double RIGHT = 110;
    private static final double TOP = 10;
    private static final double BOTTOM = 24;
    private static final double LABEL = 14;

    private LineChart() {}

    /**
     * One line.
     *
     * @param x rising
     * @param y as many values; a value that is not finite leaves its place out
     * @param smoothing 0 for none, else the weight of the past in an exponential mean, below 1; the raw line stays, faint
     */
    public record Series(String name, Role role, double[] x, double[] y, double smoothing) {
        public Series {
            if (x.length != y.length || smoothing < 0 || smoothing >= 1) {
                throw new IllegalArgumentException(name + ": " + x.length + " places, " + y.length + " values");
            }
        }
    }

    /**
     * Draws the lines.
     *
     * @param percent whether values are fractions on an axis of 0 to 100%
     */
    public static String html(String label, List<Series> series, boolean percent) {
        Svg svg = new Svg(WIDTH, HEIGHT, label);
        double right =
                series.stream().flatMapToDouble(s -> Arrays.stream(s.x())).max().orElse(1);
        double top = percent ? 1 : top(series);
        for (int tick = 0; tick <= 4; tick++) {
            double y = y(top * tick / 4, top);
            svg.line("grid", LEFT, y, WIDTH - RIGHT, y);
            String value =
                    percent ? 25 * tick + "%" : String.format(Locale.ROOT, top < 4 ? "%.2f" : "%.1f", top * tick / 4);
            svg.text("", "end", LEFT - 8, y + 4, value);
            svg.text(
                    "",
                    "middle",
                    x(right * tick / 4, right),
                    HEIGHT - 6,
                    String.format(Locale.ROOT, "%.0f", right * tick / 4));
        }
        List<End> ends = new ArrayList<>();
        for (Series line : series) {
            double[] shown = smooth(line);
            if (line.smoothing() > 0) {
                svg.path("raw " + line.role().css(), points(line.x(), line.y(), right, top));
            }
            svg.path("path " + line.role().css(), points(line.x(), shown, right, top));
            for (int i = shown.length - 1; i >= 0; i--) {
                if (Double.isFinite(shown[i])) {
                    ends.add(new End(line, x(line.x()[i], right) + 8, y(shown[i], top) + 4));
                    break;
                }
            }
        }
        place(svg, ends);
        return svg.html();
    }

    /** The end of a line, where its name would stand if it were alone. */
    private record End(Series line, double x, double y) {}

    /** Pushes names down, then up from the bottom, until none covers another. */
    private static void place(Svg svg, List<End> ends) {
        ends.sort(Comparator.comparingDouble(End::y));
        double[] at = ends.stream().mapToDouble(End::y).toArray();
        for (int i = 1; i < at.length; i++) {
            at[i] = Math.max(at[i], at[i - 1] + LABEL);
        }
        double limit = HEIGHT - BOTTOM + 4;
        for (int i = at.length - 1; i >= 0; i--) {
            at[i] = Math.min(at[i], limit);
            limit = at[i] - LABEL;
        }
        for (int i = 0; i < at.length; i++) {
            End end = ends.get(i);
            svg.text(
                    "series " + end.line().role().css(),
                    "start",
                    end.x(),
                    at[i],
                    end.line().name());
        }
    }

    private static double[] smooth(Series line) {
        double[] shown = line.y().clone();
        double mean = Double.NaN;
        for (int i = 0; i < shown.length; i++) {
            if (Double.isFinite(shown[i])) {
                mean = Double.isNaN(mean) ? shown[i] : line.smoothing() * mean + (1 - line.smoothing()) * shown[i];
                shown[i] = mean;
            }
        }
        return shown;
    }

    /** The least of 1, 2, 4 times a power of ten that is not below the largest value: quarters of it print short. */
    private static double top(List<Series> series) {
        double largest = series.stream()
                .flatMapToDouble(s -> Arrays.stream(s.y()))
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        if (largest <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(largest)));
        for (double factor : new double[] {1, 2, 4, 6, 8}) {
            if (largest <= factor * power) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String points(double[] xs, double[] ys, double right, double top) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            if (Double.isFinite(ys[i])) {
                out.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(xs[i], right), y(ys[i], top)));
            }
        }
        return out.toString();
    }

    private static double x(double value, double right) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (right == 0 ? 0 : value / right);
    }

    private static double y(double value, double top) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.clamp(value / top, 0, 1);
    }
}
