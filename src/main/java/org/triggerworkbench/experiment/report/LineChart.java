package org.triggerworkbench.experiment.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.method.figure.Decimation;
import org.triggerworkbench.method.figure.EarlyPeak;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.LabelSpread;
import org.triggerworkbench.method.figure.Points;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.method.figure.Smoothing;
import org.triggerworkbench.method.figure.Ticks;

/** Lines over steps or over the values of a setting, each named at its end; where they have few points, these are marked. */
public final class LineChart {
    private static final double WIDTH = 520;
    private static final double HEIGHT = 220;
    private static final double LEFT = 44;
    private static final double RIGHT = 110;
    private static final double TOP = 10;
    private static final double BOTTOM = 24;
    private static final double LABEL = 14;
    private static final int FEW = 20;
    /** Half the width of the mark of what sticks out. */
    private static final double PEAK = 4;
    /** The edge is a multiple of a step, which may be rounded below the largest value. */
    private static final double ROUNDED = 1 + 1e-6;

    private LineChart() {}

    /**
     * One line.
     *
     * @param points a value that is not finite leaves its place out
     * @param smoothing strength of {@link Smoothing}, 0 for none; the raw line stays, faint
     */
    public record Series(String name, Role role, Points points, double smoothing) {}

    /**
     * Draws lines over steps. First values far above the rest leave the chart at its upper edge, where a mark says how far.
     *
     * @param percent whether values are fractions on an axis of 0 to 100%
     */
    public static String html(String label, List<Series> series, boolean percent) {
        return html(label, series, percent, 0, true, null);
    }

    /**
     * Draws lines.
     *
     * @param left x at the left edge
     * @param whole whether xs are whole numbers
     * @param mark an x with a dashed line and its name; null for none
     */
    static String html(
            String label,
            List<Series> series,
            boolean percent,
            double left,
            boolean whole,
            Figure.Sweep.@Nullable Mark mark) {
        Svg svg = new Svg(WIDTH, HEIGHT, label);
        // Only steps have a beginning.
        Frame frame = Frame.of(series, percent, left, whole);
        Ticks up = percent ? Ticks.percent() : Ticks.between(frame.low(), frame.high(), false);
        for (int i = 0; i < up.at().size(); i++) {
            double y = frame.y(up.at().get(i));
            svg.line("grid", LEFT, y, WIDTH - RIGHT, y);
            svg.text("", "end", LEFT - 8, y + 4, up.labels().get(i));
        }
        Ticks across = Ticks.between(left, frame.right(), whole);
        for (int i = 0; i < across.at().size(); i++) {
            svg.text(
                    "",
                    "middle",
                    frame.x(across.at().get(i)),
                    HEIGHT - 6,
                    across.labels().get(i));
        }
        series.forEach(line -> draw(svg, frame, line));
        if (mark != null) {
            double x = frame.x(mark.at());
            boolean room = x < WIDTH / 2;
            svg.line("threshold", x, TOP, x, HEIGHT - BOTTOM);
            svg.text("", room ? "start" : "end", room ? x + 6 : x - 6, TOP + LABEL, mark.name());
        }
        peak(svg, frame, series);
        name(svg, frame, series);
        return svg.html();
    }

    /** What the axes reach over. */
    private record Frame(double left, double right, double low, double high) {
        static Frame of(List<Series> series, boolean percent, double left, boolean steps) {
            double right = series.stream()
                    .flatMapToDouble(line -> Arrays.stream(line.points().xs()))
                    .max()
                    .orElse(left + 1);
            double[] ys = series.stream()
                    .flatMapToDouble(line -> Arrays.stream(line.points().ys()))
                    .filter(Double::isFinite)
                    .toArray();
            double low = Math.min(0, Arrays.stream(ys).min().orElse(0));
            double largest = steps && ys.length > 0
                    ? EarlyPeak.top(lines(series))
                    : Arrays.stream(ys).max().orElse(1);
            double high = Math.max(low + 1e-6, largest);
            double step = Ticks.step(high - low);
            return new Frame(
                    left,
                    right > left ? right : left + 1,
                    percent ? 0 : low,
                    percent ? 1 : Math.ceil(high / step - 1e-9) * step);
        }

        double x(double value) {
            return LEFT + (WIDTH - LEFT - RIGHT) * (value - left) / (right - left);
        }

        /** What lies above the frame is cut off at the edge of the drawing. */
        double y(double value) {
            return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.max((value - low) / (high - low), 0);
        }

        /** No more points than can be told apart. */
        Points thinned(double[] xs, double[] ys) {
            return Decimation.of(xs, ys, xs.length, left, right, (int) (WIDTH - LEFT - RIGHT));
        }
    }

    /** All that is drawn of some lines, raw and smoothed. */
    private static List<Points> lines(List<Series> series) {
        return series.stream()
                .flatMap(line -> line.smoothing() > 0 ? Stream.of(line.points(), smoothed(line)) : Stream.of(line.points()))
                .toList();
    }

    private static Points smoothed(Series line) {
        Points points = line.points();
        return Points.of(points.xs(), Smoothing.of(points.ys(), points.ys().length, line.smoothing()));
    }

    /** A mark at the upper edge for what sticks out, with how far that reaches. */
    private static void peak(Svg svg, Frame frame, List<Series> series) {
        EarlyPeak.Peak peak = EarlyPeak.above(lines(series), frame.high() * ROUNDED);
        if (peak != null) {
            double x = frame.x(peak.x()) + PEAK;
            svg.triangle("peak", x, TOP + PEAK, PEAK);
            svg.text("peak", "start", x + 2 * PEAK, TOP + LABEL, ShortNumbers.plain(peak.y()));
        }
    }

    private static void draw(Svg svg, Frame frame, Series line) {
        double[] xs = line.points().xs();
        double[] ys = line.points().ys();
        if (line.smoothing() > 0) {
            svg.path("raw " + line.role().css(), path(frame, frame.thinned(xs, ys)));
        }
        Points shown = frame.thinned(xs, Smoothing.of(ys, ys.length, line.smoothing()));
        svg.path("path " + line.role().css(), path(frame, shown));
        for (int i = 0; shown.size() <= FEW && i < shown.size(); i++) {
            svg.mark(line.role(), frame.x(shown.xs()[i]), frame.y(shown.ys()[i]));
        }
    }

    private static String path(Frame frame, Points points) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            out.append(String.format(Locale.ROOT, "%.1f,%.1f ", frame.x(points.xs()[i]), frame.y(points.ys()[i])));
        }
        return out.toString();
    }

    private static void name(Svg svg, Frame frame, List<Series> series) {
        List<Series> named = series.stream()
                .filter(line -> line.points().size() > 0
                        && Arrays.stream(line.points().ys()).anyMatch(Double::isFinite))
                .toList();
        double[] ends = new double[named.size()];
        double[] wanted = new double[named.size()];
        for (int i = 0; i < ends.length; i++) {
            double[] ys = named.get(i).points().ys();
            double[] shown = Smoothing.of(ys, ys.length, named.get(i).smoothing());
            int last = IntStream.range(0, ys.length)
                    .filter(at -> Double.isFinite(shown[at]))
                    .max()
                    .orElseThrow();
            ends[i] = frame.x(named.get(i).points().xs()[last]) + 8;
            wanted[i] = frame.y(shown[last]);
        }
        double[] placed = LabelSpread.apart(ends, wanted, RIGHT, LABEL, TOP, HEIGHT - BOTTOM);
        for (int i = 0; i < ends.length; i++) {
            Series line = named.get(i);
            svg.text("series " + line.role().css(), "start", ends[i], placed[i] + 4, line.name());
        }
    }
}
