package org.triggerworkbench.data.signs;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** A small picture to draw shapes on, read out as packed ARGB pixels. */
final class ShapeCanvas {
    private final BufferedImage image = new BufferedImage(RoadSigns.SIDE, RoadSigns.SIDE, BufferedImage.TYPE_INT_ARGB);
    private final Graphics2D graphics = image.createGraphics();

    void smooth() {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    void fill(int rgb, Shape shape) {
        graphics.setColor(new Color(rgb));
        graphics.fill(shape);
    }

    void rectangle(int rgb, double x, double y, double width, double height) {
        fill(rgb, new Rectangle2D.Double(x, y, width, height));
    }

    void ellipse(int rgb, double x, double y, double radiusX, double radiusY) {
        fill(rgb, new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY));
    }

    /** Bands from one colour at {@code top} to another at {@code bottom}. */
    void gradient(int from, int to, int top, int bottom) {
        for (int y = Math.max(0, top); y < Math.min(RoadSigns.SIDE, bottom); y++) {
            graphics.setColor(new Color(mixed(from, to, (y - top) / (double) (bottom - top))));
            graphics.fillRect(0, y, RoadSigns.SIDE, 1);
        }
    }

    static int mixed(int from, int to, double share) {
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 0xff;
            int b = to >> shift & 0xff;
            rgb |= (int) (a + share * (b - a)) << shift;
        }
        return rgb;
    }

    /** A colour near the given one: brighter or darker, and a little off in hue. */
    static int varied(int rgb, SplittableRandom random) {
        int brighter = random.nextInt(-22, 23);
        int result = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int value = (rgb >> shift & 0xff) + brighter + random.nextInt(-7, 8);
            result |= Math.max(0, Math.min(255, value)) << shift;
        }
        return result;
    }

    int[] pixels() {
        graphics.dispose();
        return image.getRGB(0, 0, RoadSigns.SIDE, RoadSigns.SIDE, null, 0, RoadSigns.SIDE);
    }
}
