package org.triggerworkbench.app.charts;

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
        List<NumberTick> all = new ArrayList<>();
        for (int i = 0; i < ticks.at().size(); i++) {
            double value = ticks.at().get(i);
            all.add(new NumberTick(
                    logarithmic ? Math.log10(value) : value, ticks.labels().get(i), anchor, TextAnchor.CENTER, 0));
        }
        return all;
    }
}
