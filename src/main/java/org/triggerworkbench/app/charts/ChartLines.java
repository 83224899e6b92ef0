package org.triggerworkbench.app.charts;

import java.util.ArrayList;
import java.util.List;
import org.jfree.data.DomainOrder;
import org.jfree.data.xy.AbstractXYDataset;
import org.triggerworkbench.method.figure.Decimation;
import org.triggerworkbench.method.figure.Points;
import org.triggerworkbench.method.figure.Smoothing;

/** The lines of a shot, thinned out for a width and turned into logarithms where the axis is: what JFreeChart is given. */
final class ChartLines extends AbstractXYDataset {
    private static final long serialVersionUID = 1L;

    /** How strong a line is drawn. */
    enum Weight {
        EARLIER,
        RAW,
        FAINT,
        MAIN,
        MARKED
    }

    /** A line to draw. */
    record Line(CurveStyle style, Weight weight, Points points) {}

    private final transient List<Line> lines;

    private ChartLines(List<Line> lines) {
        this.lines = lines;
    }

    static ChartLines of(ChartShot shot, ChartShot.Span span, int columns) {
        List<Line> lines = new ArrayList<>();
        for (CurveBuffer earlier : shot.earlier()) {
            for (CurveStyle style : shot.styles()) {
                if (style.form() != CurveStyle.Form.FAINT) {
                    Points all = earlier.points(style.series());
                    double strength = style.form() == CurveStyle.Form.NOISY ? shot.smoothing() : 0;
                    lines.add(line(shot, style, Weight.EARLIER, all, smooth(all, strength), span, columns));
                }
            }
        }
        for (CurveStyle style : shot.styles()) {
            Points all = shot.buffer().points(style.series());
            switch (style.form()) {
                case FAINT -> lines.add(line(shot, style, Weight.FAINT, all, all.ys(), span, columns));
                case EXACT -> lines.add(line(shot, style, Weight.MARKED, all, all.ys(), span, columns));
                case NOISY -> {
                    if (shot.smoothing() > 0) {
                        lines.add(line(shot, style, Weight.RAW, all, all.ys(), span, columns));
                    }
                    lines.add(line(shot, style, Weight.MAIN, all, smooth(all, shot.smoothing()), span, columns));
                }
            }
        }
        lines.removeIf(line -> line.points().size() == 0);
        return new ChartLines(lines);
    }

    private static double[] smooth(Points all, double strength) {
        return strength == 0 ? all.ys() : Smoothing.of(all.ys(), all.size(), strength);
    }

    private static Line line(
            ChartShot shot,
            CurveStyle style,
            Weight weight,
            Points all,
            double[] ys,
            ChartShot.Span span,
            int columns) {
        Points few = Decimation.of(all.xs(), ys, all.size(), span.from(), span.to(), columns);
        if (!shot.logarithmic()) {
            return new Line(style, weight, few);
        }
        double[] logs = new double[few.size()];
        double[] xs = new double[few.size()];
        int kept = 0;
        for (int i = 0; i < few.size(); i++) {
            if (few.ys()[i] > 0) {
                xs[kept] = few.xs()[i];
                logs[kept++] = Math.log10(few.ys()[i]);
            }
        }
        return new Line(style, weight, new Points(xs, logs, kept));
    }

    List<Line> lines() {
        return lines;
    }

    /** Least and largest y of all lines; NaN where there is none. */
    double[] reach() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Line line : lines) {
            for (int i = 0; i < line.points().size(); i++) {
                low = Math.min(low, line.points().ys()[i]);
                high = Math.max(high, line.points().ys()[i]);
            }
        }
        return low > high ? new double[] {Double.NaN, Double.NaN} : new double[] {low, high};
    }

    /** What all lines are made of. */
    List<Points> points() {
        return lines.stream().map(Line::points).toList();
    }

    @Override
    public DomainOrder getDomainOrder() {
        return DomainOrder.ASCENDING;
    }

    @Override
    public int getSeriesCount() {
        return lines.size();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Comparable getSeriesKey(int series) {
        return series;
    }

    @Override
    public int getItemCount(int series) {
        return lines.get(series).points().size();
    }

    @Override
    public Number getX(int series, int item) {
        return getXValue(series, item);
    }

    @Override
    public Number getY(int series, int item) {
        return getYValue(series, item);
    }

    @Override
    public double getXValue(int series, int item) {
        return lines.get(series).points().xs()[item];
    }

    @Override
    public double getYValue(int series, int item) {
        return lines.get(series).points().ys()[item];
    }
}
