package org.triggerworkbench.app.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.shared.Tokens;

class ChartPainterTest {
    /** The names stand above the lines there, so that these have the room. */
    @Test
    void narrowChart_usesItsWidth() {
        for (ChartContent content : new ChartContent[] {SampleCharts.loss(), SampleCharts.rates()}) {
            assertTrue(area(content, 252).getWidth() > 0.75 * 252);
            assertTrue(area(content, 252).getY() > area(content, 700).getY(), "a row of names");
            assertTrue(area(content, 700).getMaxX() < 680, "names at the ends");
            assertEquals(area(content, 252).getMaxY(), area(content, 700).getMaxY());
        }
    }

    /** The rest of the curve is what is looked at; closer up, and on a logarithmic axis, all is there. */
    @Test
    void firstValueFarAbove_sticksOut() {
        ChartContent content = SampleCharts.peaked();
        content.smoothing().set(0);
        assertTrue(
                frame(content, 700).high() <= 5, () -> "" + frame(content, 700).high());
        assertEquals(
                frame(content, 700).high(), frame(SampleCharts.loss(), 700).high(), 2, "as without the first value");
        content.zoom().set(new ChartShot.Span(0, 50));
        assertTrue(frame(content, 700).high() >= 412);
        content.zoom().set(null);
        content.logarithmic().set(true);
        assertTrue(frame(content, 700).high() >= Math.log10(412));
    }

    private static Rectangle2D area(ChartContent content, int width) {
        return frame(content, width).area();
    }

    private static ChartPainter.Frame frame(ChartContent content, int width) {
        BufferedImage image = new BufferedImage(width, 240, BufferedImage.TYPE_INT_RGB);
        Graphics2D g2 = image.createGraphics();
        try {
            return ChartPainter.paint(g2, width, 240, content.shot(), Tokens.LIGHT);
        } finally {
            g2.dispose();
        }
    }
}
