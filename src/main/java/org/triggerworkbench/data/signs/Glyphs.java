package org.triggerworkbench.data.signs;

import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;

/**
 * The few letters and digits on the boards, as centre lines to be stroked. They are drawn here and not taken from a
 * font so that the pixels do not depend on the fonts of the machine.
 */
final class Glyphs {
    private Glyphs() {}

    /**
     * Centre lines of a word, centred on the origin.
     *
     * @param text of the characters 0 3 5 8 S T O P
     * @param width of one character
     * @param height of one character
     * @param advance from one character to the next
     */
    static Path2D word(String text, double width, double height, double advance) {
        Path2D word = new Path2D.Double();
        double left = -advance * (text.length() - 1) / 2 - width / 2;
        for (int i = 0; i < text.length(); i++) {
            AffineTransform place = AffineTransform.getTranslateInstance(left + i * advance, -height / 2);
            place.scale(width, height);
            word.append(glyph(text.charAt(i)).getPathIterator(place), false);
        }
        return word;
    }

    /** Centre lines in the unit square, y down. */
    private static Path2D glyph(char character) {
        Path2D path = new Path2D.Double();
        switch (character) {
            case '0', 'O' -> path.append(new RoundRectangle2D.Double(0, 0, 1, 1, 0.95, 0.7), false);
            case '3' -> {
                path.append(new Arc2D.Double(0, 0, 1, 0.47, 165, -255, Arc2D.OPEN), false);
                path.append(new Arc2D.Double(0, 0.47, 1, 0.53, 90, -255, Arc2D.OPEN), true);
            }
            case '5' -> {
                path.moveTo(0.92, 0);
                path.lineTo(0.12, 0);
                path.lineTo(0.03, 0.46);
                path.curveTo(0.35, 0.3, 1, 0.3, 1, 0.68);
                path.curveTo(1, 1.1, 0.2, 1.1, 0, 0.84);
            }
            case '8' -> {
                path.append(new RoundRectangle2D.Double(0.06, 0, 0.88, 0.46, 0.9, 0.46), false);
                path.append(new RoundRectangle2D.Double(0, 0.46, 1, 0.54, 1, 0.54), false);
            }
            case 'S' -> {
                path.moveTo(0.97, 0.17);
                path.curveTo(0.8, -0.08, 0.02, -0.1, 0.02, 0.26);
                path.curveTo(0.02, 0.56, 1, 0.42, 1, 0.74);
                path.curveTo(1, 1.1, 0.15, 1.08, 0, 0.81);
            }
            case 'T' -> {
                path.moveTo(-0.04, 0);
                path.lineTo(1.04, 0);
                path.moveTo(0.5, 0);
                path.lineTo(0.5, 1);
            }
            case 'P' -> {
                path.moveTo(0, 1);
                path.lineTo(0, 0);
                path.lineTo(0.55, 0);
                path.curveTo(1.15, 0, 1.15, 0.56, 0.55, 0.56);
                path.lineTo(0, 0.56);
            }
            default -> throw new IllegalArgumentException("no outline for " + character);
        }
        return path;
    }
}
