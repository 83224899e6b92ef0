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

    private static Rectangle2D area(ChartContent content, int width) {
        BufferedImage image = new BufferedImage(width, 240, BufferedImage.TYPE_INT_RGB);
        Graphics2D g2 = image.createGraphics();
        try {
            return ChartPainter.paint(g2, width, 240, content.shot(), Tokens.LIGHT)
                    .area();
        } finally {
            g2.dispose();
        }
    }
}
