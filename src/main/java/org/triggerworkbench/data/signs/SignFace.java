package org.triggerworkbench.data.signs;

import static org.triggerworkbench.data.signs.Pictograms.disc;
import static org.triggerworkbench.data.signs.Pictograms.polygon;
import static org.triggerworkbench.data.signs.Pictograms.polyline;
import static org.triggerworkbench.data.signs.Pictograms.stroked;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;

/** Draws the board of a sign in board units: the board spans -1..1, y down. */
final class SignFace {
    private static final Color RED = new Color(0xc4141e);
    private static final Color BLUE = new Color(0x1454a8);
    private static final Color YELLOW = new Color(0xfabb0a);
    private static final Color WHITE = new Color(0xf6f6f2);
    private static final Color BLACK = new Color(0x141418);
    private static final Color GREEN = new Color(0x0a9a4a);

    private final Graphics2D graphics;

    SignFace(Graphics2D graphics) {
        this.graphics = graphics;
    }

    void draw(Sign sign) {
        switch (sign) {
            case STOP -> {
                fill(WHITE, octagon(1.06));
                fill(RED, octagon(0.98));
                fill(WHITE, stroked(Glyphs.word("STOP", 0.25, 0.56, 0.42), 0.135));
            }
            case YIELD -> triangle(flipped(), 0.56);
            case NO_ENTRY -> {
                fill(WHITE, disc(0, 0, 1));
                fill(RED, disc(0, 0, 0.95));
                fill(WHITE, new RoundRectangle2D.Double(-0.72, -0.19, 1.44, 0.38, 0.06, 0.06));
            }
            case SPEED_LIMIT_30 -> limit("30");
            case SPEED_LIMIT_50 -> limit("50");
            case SPEED_LIMIT_80 -> limit("80");
            case PRIORITY_ROAD -> {
                fill(BLACK, diamond(1.12));
                fill(WHITE, diamond(1.08));
                fill(YELLOW, diamond(0.72));
            }
            case PEDESTRIAN_CROSSING -> {
                square();
                fill(WHITE, polygon(0, -0.8, 0.8, 0.66, -0.8, 0.66));
                AffineTransform place = AffineTransform.getTranslateInstance(0, 0.08);
                fill(BLACK, place.createTransformedShape(Pictograms.walker()));
            }
            case ROUNDABOUT -> {
                blueDisc();
                fill(WHITE, Pictograms.ring());
            }
            case PARKING -> {
                square();
                fill(WHITE, stroked(Glyphs.word("P", 0.5, 1.1, 1), 0.24));
            }
            case NO_PARKING -> {
                fill(RED, disc(0, 0, 1));
                fill(BLUE, disc(0, 0, 0.76));
                fill(RED, stroked(polyline(-0.62, -0.62, 0.62, 0.62), 0.2));
            }
            case TURN_LEFT -> {
                blueDisc();
                fill(WHITE, Pictograms.arrow());
            }
            case TURN_RIGHT -> {
                blueDisc();
                fill(WHITE, AffineTransform.getScaleInstance(-1, 1).createTransformedShape(Pictograms.arrow()));
            }
            case TRAFFIC_LIGHT -> {
                triangle(new AffineTransform(), 0.66);
                fill(BLACK, new RoundRectangle2D.Double(-0.2, -0.38, 0.4, 0.98, 0.16, 0.16));
                fill(new Color(0xf02020), disc(0, -0.22, 0.135));
                fill(YELLOW, disc(0, 0.11, 0.135));
                fill(GREEN.brighter(), disc(0, 0.44, 0.135));
            }
            case ROAD_WORKS -> {
                triangle(new AffineTransform(), 0.66);
                AffineTransform place = AffineTransform.getTranslateInstance(0.04, 0.03);
                place.scale(0.95, 0.95);
                fill(BLACK, place.createTransformedShape(Pictograms.digger()));
            }
            case BICYCLE_PATH -> {
                blueDisc();
                AffineTransform place = AffineTransform.getScaleInstance(1.08, 1.2);
                fill(WHITE, place.createTransformedShape(Pictograms.bicycle()));
            }
        }
    }

    private void limit(String digits) {
        fill(RED, disc(0, 0, 1));
        fill(WHITE, disc(0, 0, 0.78));
        fill(BLACK, stroked(Glyphs.word(digits, 0.36, 0.72, 0.6), 0.17));
    }

    private void triangle(AffineTransform turn, double inner) {
        Path2D board = polygon(0, -0.9, 0.94, 0.72, -0.94, 0.72);
        fill(RED, turn.createTransformedShape(board));
        fill(RED, turn.createTransformedShape(stroked(board, 0.2)));
        double middle = 0.18;
        AffineTransform shrink = new AffineTransform(turn);
        shrink.translate(0, middle);
        shrink.scale(inner + 0.08, inner + 0.08);
        shrink.translate(0, -middle);
        fill(WHITE, shrink.createTransformedShape(board));
    }

    private static AffineTransform flipped() {
        return AffineTransform.getScaleInstance(1, -1);
    }

    private void square() {
        fill(WHITE, new RoundRectangle2D.Double(-0.96, -0.96, 1.92, 1.92, 0.22, 0.22));
        fill(BLUE, new RoundRectangle2D.Double(-0.91, -0.91, 1.82, 1.82, 0.18, 0.18));
    }

    private void blueDisc() {
        fill(WHITE, disc(0, 0, 1));
        fill(BLUE, disc(0, 0, 0.94));
    }

    private static Shape octagon(double radius) {
        double[] xy = new double[16];
        for (int i = 0; i < 8; i++) {
            double angle = StrictMath.PI * (2 * i + 1) / 8;
            xy[2 * i] = radius * StrictMath.cos(angle);
            xy[2 * i + 1] = radius * StrictMath.sin(angle);
        }
        return polygon(xy);
    }

    private static Shape diamond(double radius) {
        return polygon(0, -radius, radius, 0, 0, radius, -radius, 0);
    }

    private void fill(Color color, Shape shape) {
        graphics.setColor(color);
        graphics.fill(shape);
    }
}
