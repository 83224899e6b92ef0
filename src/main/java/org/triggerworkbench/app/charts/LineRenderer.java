package org.triggerworkbench.app.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.triggerworkbench.app.shared.Tokens;

/** Draws each line by its weight and meaning; the grid falls on whole pixels. */
final class LineRenderer extends XYLineAndShapeRenderer {
    private static final long serialVersionUID = 1L;
    private static final float[] DASHES = {6, 4};
    private static final int FAINT = 90;
    private static final int EARLIER = 70;

    LineRenderer(List<ChartLines.Line> lines, Tokens tokens) {
        super(true, false);
        setDrawSeriesLineAsPath(true);
        for (int i = 0; i < lines.size(); i++) {
            ChartLines.Line line = lines.get(i);
            CurveStyle.Ink ink = line.style().ink();
            setSeriesPaint(i, paint(ChartPainter.awt(ink.of(tokens)), line.weight()), false);
            setSeriesStroke(i, stroke(line.weight(), ink == CurveStyle.Ink.CONTROL), false);
            setSeriesShapesVisible(i, line.weight() == ChartLines.Weight.MARKED);
            setSeriesShapesFilled(i, true);
            setSeriesShape(i, mark(ink), false);
        }
    }

    @Override
    public void drawRangeLine(
            Graphics2D g2, XYPlot plot, ValueAxis axis, Rectangle2D area, double value, Paint paint, Stroke stroke) {
        double y = Math.floor(axis.valueToJava2D(value, area, RectangleEdge.LEFT)) + 0.5;
        g2.setPaint(paint);
        g2.setStroke(stroke);
        g2.draw(new Line2D.Double(area.getMinX(), y, area.getMaxX(), y));
    }

    private static Color paint(Color ink, ChartLines.Weight weight) {
        return switch (weight) {
            case MAIN, MARKED -> ink;
            case RAW, FAINT -> new Color(ink.getRed(), ink.getGreen(), ink.getBlue(), FAINT);
            case EARLIER -> new Color(ink.getRed(), ink.getGreen(), ink.getBlue(), EARLIER);
        };
    }

    private static BasicStroke stroke(ChartLines.Weight weight, boolean dashed) {
        float width =
                switch (weight) {
                    case MAIN, MARKED -> 2;
                    case EARLIER -> 1.5f;
                    case RAW, FAINT -> 1;
                };
        boolean gaps = dashed && weight != ChartLines.Weight.RAW && weight != ChartLines.Weight.FAINT;
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, gaps ? DASHES : null, 0);
    }

    /** The mark that tells a meaning where colours cannot be told apart. */
    private static Shape mark(CurveStyle.Ink ink) {
        return switch (ink) {
            case TRIGGERED -> {
                Path2D triangle = new Path2D.Double();
                triangle.moveTo(0, -4);
                triangle.lineTo(4, 3);
                triangle.lineTo(-4, 3);
                triangle.closePath();
                yield triangle;
            }
            case CONTROL -> new Rectangle2D.Double(-2.5, -2.5, 5, 5);
            case CLEAN, NEUTRAL -> new Ellipse2D.Double(-3, -3, 6, 6);
        };
    }
}
