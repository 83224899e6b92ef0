package org.triggerworkbench.app.charts;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.triggerworkbench.method.figure.Ticks;

/** An axis with the ticks it is given; of a logarithmic one the values are logarithms and the labels are not. */
final class TickAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;

    /** On each side of a number. */
    private static final double GAP = 3;

    private final transient Ticks ticks;
    private final boolean logarithmic;

    TickAxis(Ticks ticks, boolean logarithmic, double low, double high) {
        this.ticks = ticks;
        this.logarithmic = logarithmic;
        setRange(low, high);
        setAxisLineVisible(false);
        setTickMarksVisible(false);
        setTickLabelFont(ChartFonts.plain());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List refreshTicks(Graphics2D g2, AxisState state, Rectangle2D area, RectangleEdge edge) {
        boolean across = RectangleEdge.isTopOrBottom(edge);
        TextAnchor anchor = across ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        FontMetrics metrics = g2.getFontMetrics(getTickLabelFont());
        List<NumberTick> all = new ArrayList<>();
        double taken = Double.NaN;
        for (int i = 0; i < ticks.at().size(); i++) {
            double value =
                    logarithmic ? Math.log10(ticks.at().get(i)) : ticks.at().get(i);
            String label = ticks.labels().get(i);
            double at = valueToJava2D(value, area, edge);
            double half = across ? metrics.stringWidth(label) / 2.0 + GAP : metrics.getAscent() / 2.0;
            // Where there is little room some lines of the grid have no number.
            boolean fits = Double.isNaN(taken) || (across ? at - half >= taken : at + half <= taken);
            all.add(new NumberTick(value, fits ? label : "", anchor, TextAnchor.CENTER, 0));
            if (fits) {
                taken = across ? at + half : at - half;
            }
        }
        return all;
    }
}
