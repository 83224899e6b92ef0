package org.triggerworkbench.app.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.method.figure.Ticks;

class TickAxisTest {
    private static final Ticks STEPS =
            new Ticks(List.of(0.0, 25.0, 50.0, 75.0), List.of("0", "25", "50", "75"));

    private static List<String> labels(Ticks ticks, double high, Rectangle2D area, RectangleEdge edge) {
        Graphics2D g2 = new BufferedImage(200, 200, BufferedImage.TYPE_INT_ARGB).createGraphics();
        List<?> all = new TickAxis(ticks, false, 0, high).refreshTicks(g2, new AxisState(), area, edge);
        return all.stream().map(tick -> ((NumberTick) tick).getText()).toList();
    }

    @Test
    void withRoom_eachHasItsNumber() {
        assertEquals(
                STEPS.labels(), labels(STEPS, 92, new Rectangle2D.Double(0, 0, 200, 100), RectangleEdge.BOTTOM));
    }

    @Test
    void withLittleWidth_noNumberTouchesAnother() {
        assertEquals(
                List.of("0", "", "50", ""),
                labels(STEPS, 92, new Rectangle2D.Double(0, 0, 40, 100), RectangleEdge.BOTTOM));
    }

    @Test
    void withLittleHeight_noNumberTouchesAnother() {
        Ticks percent = Ticks.percent();
        List<String> few = labels(percent, 1, new Rectangle2D.Double(0, 0, 200, 30), RectangleEdge.LEFT);
        assertEquals(percent.labels().getFirst(), few.getFirst());
        assertEquals(3, few.stream().filter(label -> !label.isEmpty()).count(), few.toString());
    }
}
