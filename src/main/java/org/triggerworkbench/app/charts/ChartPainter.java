package org.triggerworkbench.app.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.experiment.report.ShortNumbers;
import org.triggerworkbench.method.figure.EarlyPeak;
import org.triggerworkbench.method.figure.LabelSpread;
import org.triggerworkbench.method.figure.Points;
import org.triggerworkbench.method.figure.Ticks;

/**
 * Paints a shot with JFreeChart on any Java2D surface, the window's canvas or a file: no frame, no legend, each line named at
 * its end in its own colour. Builds the chart anew each time, so that nothing of JFreeChart listens to anything.
 */
public final class ChartPainter {
    private static final double LEFT = 44;
    private static final double BOTTOM = 22;
    private static final double TOP = 8;
    private static final double LABEL_GAP = 8;
    private static final double LABEL_HEIGHT = 15;
    private static final double SMALLEST = 40;
    /** Lines with less room than this have their names above them, not at their ends. */
    private static final double NARROW = 200;

    private static final int HALO = 190;
    /** The edge is a multiple of a step, which may be rounded below the largest value. */
    private static final double ROUNDED = 1 + 1e-6;
    /** Half the width of the mark of what sticks out. */
    private static final double PEAK = 4;

    private ChartPainter() {}

    /**
     * Where the last painting put what.
     *
     * @param area of the lines, in pixels
     * @param from x at its left edge
     * @param end x at its right edge
     * @param last x of the end of all, whatever part is looked at
     * @param low y at the bottom, a logarithm on a logarithmic axis
     * @param high y at the top
     */
    record Frame(Rectangle2D area, double from, double end, double last, double low, double high, boolean logarithmic) {
        /** Where it is once what was painted is so much larger. */
        Frame scaled(double by) {
            return new Frame(
                    new Rectangle2D.Double(
                            by * area.getX(), by * area.getY(), by * area.getWidth(), by * area.getHeight()),
                    from,
                    end,
                    last,
                    low,
                    high,
                    logarithmic);
        }

        double x(double value) {
            return area.getX() + (value - from) / (end - from) * area.getWidth();
        }

        double value(double x) {
            return from + (x - area.getX()) / area.getWidth() * (end - from);
        }

        double y(double value) {
            double shown = logarithmic ? Math.log10(value) : value;
            return area.getMaxY() - (shown - low) / (high - low) * area.getHeight();
        }
    }

    /** Draws a chart into a part of a larger drawing. */
    public static void draw(Graphics2D g2, double width, double height, ChartShot shot, Tokens tokens) {
        paint(g2, width, height, shot, tokens);
    }

    /** Paints on a surface that is already clear, or filled with the panel's colour. */
    static Frame paint(Graphics2D g2, double width, double height, ChartShot shot, Tokens tokens) {
        g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g2.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        boolean above = width - LEFT - labelRoom(g2, shot) < NARROW && rowWidth(g2, named(shot)) <= width - LEFT;
        double right = above ? LABEL_GAP : labelRoom(g2, shot);
        double top = above ? TOP + LABEL_HEIGHT : TOP;
        Rectangle2D area = new Rectangle2D.Double(
                LEFT, top, Math.max(SMALLEST, width - LEFT - right), Math.max(SMALLEST, height - top - BOTTOM));
        double last = end(shot);
        ChartShot.Span zoom = shot.zoom();
        ChartShot.Span span = zoom == null ? new ChartShot.Span(0, last) : zoom;
        ChartLines lines = ChartLines.of(shot, span, (int) area.getWidth());
        double[] reach = range(shot, lines);
        Ticks up = ticks(shot, reach);
        XYPlot plot = plot(shot, lines, up, reach, span, tokens);
        JFreeChart chart = new JFreeChart(null, ChartFonts.strong(), plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(top, 0, 0, right));
        AxisSpace left = new AxisSpace();
        left.setLeft(LEFT);
        plot.setFixedRangeAxisSpace(left);
        AxisSpace bottom = new AxisSpace();
        bottom.setBottom(BOTTOM);
        plot.setFixedDomainAxisSpace(bottom);
        ChartRenderingInfo info = new ChartRenderingInfo(null);
        chart.draw(g2, new Rectangle2D.Double(0, 0, width, height), info);
        Frame frame = new Frame(
                info.getPlotInfo().getDataArea(), span.from(), span.to(), last, reach[0], reach[1], shot.logarithmic());
        BandPainter.paint(g2, frame, shot, tokens);
        peak(g2, frame, EarlyPeak.above(lines.points(), reach[1] * ROUNDED), tokens);
        if (above) {
            row(g2, shot, tokens);
        } else {
            labels(g2, frame, lines, tokens);
        }
        return frame;
    }

    /** A mark at the upper edge for what sticks out, with how far that reaches. */
    private static void peak(Graphics2D g2, Frame frame, EarlyPeak.@Nullable Peak peak, Tokens tokens) {
        if (peak == null || frame.logarithmic()) {
            return;
        }
        double x = frame.x(peak.x()) + PEAK;
        double y = frame.area().getMinY();
        Path2D arrow = new Path2D.Double();
        arrow.moveTo(x, y);
        arrow.lineTo(x + PEAK, y + 2 * PEAK);
        arrow.lineTo(x - PEAK, y + 2 * PEAK);
        arrow.closePath();
        g2.setPaint(awt(tokens.secondary()));
        g2.fill(arrow);
        g2.setFont(ChartFonts.plain());
        g2.drawString(ShortNumbers.plain(peak.y()), (float) (x + 2 * PEAK), (float)
                (y + g2.getFontMetrics().getAscent()));
    }

    private static XYPlot plot(
            ChartShot shot, ChartLines lines, Ticks up, double[] reach, ChartShot.Span span, Tokens tokens) {
        TickAxis across = new TickAxis(
                silentIfEmpty(shot, Ticks.between(span.from(), span.to(), true)), false, span.from(), span.to());
        TickAxis upward = new TickAxis(up, shot.logarithmic(), reach[0], reach[1]);
        across.setTickLabelPaint(awt(tokens.secondary()));
        upward.setTickLabelPaint(awt(tokens.secondary()));
        XYPlot plot = new XYPlot(lines, across, upward, new LineRenderer(lines.lines(), tokens));
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(true);
        plot.setRangeGridlinePaint(awt(tokens.line()));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        return plot;
    }

    /** Where nothing is drawn yet, numbers would only pretend to know the scale. */
    private static Ticks silentIfEmpty(ChartShot shot, Ticks ticks) {
        return shot.isEmpty()
                ? new Ticks(ticks.at(), ticks.labels().stream().map(_ -> "").toList())
                : ticks;
    }

    private static double end(ChartShot shot) {
        double end = shot.end();
        List<CurveBuffer> all = new ArrayList<>(shot.earlier());
        all.add(shot.buffer());
        for (CurveBuffer buffer : all) {
            for (CurveStyle style : shot.styles()) {
                Points points = buffer.points(style.series());
                end = points.size() == 0 ? end : Math.max(end, points.xs()[points.size() - 1]);
            }
        }
        return Math.max(1, end);
    }

    /**
     * What the y axis reaches over, on a logarithmic one in logarithms. Looked at as a whole, a first value far above the
     * others sticks out.
     */
    private static double[] range(ChartShot shot, ChartLines lines) {
        if (shot.percent()) {
            return new double[] {0, 1};
        }
        double[] reach = lines.reach();
        if (Double.isNaN(reach[0])) {
            return shot.logarithmic() ? new double[] {-2, 1} : new double[] {0, 1};
        }
        if (shot.logarithmic()) {
            return new double[] {reach[0] - 0.05, Math.max(reach[1] + 0.05, reach[0] + 0.1)};
        }
        double top = shot.zoom() == null ? EarlyPeak.top(lines.points()) : reach[1];
        double high = Math.max(top, 1e-6);
        double step = Ticks.step(high);
        return new double[] {Math.min(0, reach[0]), Math.ceil(high / step - 1e-9) * step};
    }

    private static Ticks ticks(ChartShot shot, double[] range) {
        if (shot.percent()) {
            return Ticks.percent();
        }
        return silentIfEmpty(
                shot,
                shot.logarithmic()
                        ? Ticks.logarithmic(Math.pow(10, range[0]), Math.pow(10, range[1]))
                        : Ticks.linear(range[1], false));
    }

    private static double labelRoom(Graphics2D g2, ChartShot shot) {
        return widest(g2, named(shot).stream()) + 2 * LABEL_GAP;
    }

    private static List<CurveStyle> named(ChartShot shot) {
        return shot.styles().stream()
                .filter(style -> style.form() != CurveStyle.Form.FAINT)
                .toList();
    }

    private static double rowWidth(Graphics2D g2, List<CurveStyle> styles) {
        FontMetrics metrics = g2.getFontMetrics(ChartFonts.strong());
        return styles.stream()
                .mapToDouble(style -> metrics.stringWidth(style.label()) + LABEL_GAP)
                .sum();
    }

    /** The names of the lines above them. */
    private static void row(Graphics2D g2, ChartShot shot, Tokens tokens) {
        g2.setFont(ChartFonts.strong());
        FontMetrics metrics = g2.getFontMetrics(ChartFonts.strong());
        double x = LEFT;
        for (CurveStyle style : named(shot)) {
            if (shot.buffer().points(style.series()).size() > 0) {
                g2.setPaint(awt(style.ink().of(tokens)));
                g2.drawString(style.label(), (float) x, metrics.getAscent());
                x += metrics.stringWidth(style.label()) + LABEL_GAP;
            }
        }
    }

    private static double labelRoom(Graphics2D g2, List<ChartLines.Line> named) {
        return widest(g2, named.stream().map(ChartLines.Line::style)) + LABEL_GAP;
    }

    private static int widest(Graphics2D g2, Stream<CurveStyle> styles) {
        FontMetrics metrics = g2.getFontMetrics(ChartFonts.strong());
        return styles.mapToInt(style -> metrics.stringWidth(style.label()))
                .max()
                .orElse(0);
    }

    private static void labels(Graphics2D g2, Frame frame, ChartLines lines, Tokens tokens) {
        List<ChartLines.Line> named = lines.lines().stream()
                .filter(line -> line.weight() == ChartLines.Weight.MAIN || line.weight() == ChartLines.Weight.MARKED)
                .toList();
        double[] wanted =
                named.stream().mapToDouble(line -> lastY(frame, line.points())).toArray();
        double[] ends = named.stream()
                .mapToDouble(line -> frame.x(line.points().xs()[line.points().size() - 1]))
                .toArray();
        g2.setFont(ChartFonts.strong());
        FontMetrics metrics = g2.getFontMetrics(ChartFonts.strong());
        double[] placed = LabelSpread.apart(
                ends,
                wanted,
                labelRoom(g2, named),
                LABEL_HEIGHT,
                frame.area().getMinY(),
                frame.area().getMaxY() - LABEL_HEIGHT / 2);
        double middle = (metrics.getAscent() - metrics.getDescent()) / 2.0;
        for (int i = 0; i < named.size(); i++) {
            double x = ends[i] + LABEL_GAP;
            String label = named.get(i).style().label();
            // A label that lies over another line stays readable.
            g2.setPaint(withAlpha(awt(tokens.panel()), HALO));
            g2.fill(new Rectangle2D.Double(
                    x - 2, placed[i] - LABEL_HEIGHT / 2, metrics.stringWidth(label) + 4.0, LABEL_HEIGHT));
            g2.setPaint(awt(named.get(i).style().ink().of(tokens)));
            g2.drawString(label, (float) x, (float) (placed[i] + middle));
        }
    }

    private static Color withAlpha(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    private static double lastY(Frame frame, Points points) {
        double value = points.ys()[points.size() - 1];
        return frame.area().getMaxY()
                - (value - frame.low())
                        / (frame.high() - frame.low())
                        * frame.area().getHeight();
    }

    /** The colour as Java2D has it. */
    public static Color awt(javafx.scene.paint.Color color) {
        return new Color(
                (float) color.getRed(), (float) color.getGreen(), (float) color.getBlue(), (float) color.getOpacity());
    }
}
