package org.triggerworkbench.app.defend.figures;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.method.figure.Role;

/** Draws on a canvas in the colours of a theme. */
record Pen(GraphicsContext g, Tokens tokens) {
    private static final double HATCH = 5;
    private static final Font PLAIN = Font.font(Theme.FONT, 12);
    private static final Font STRONG = Font.font("Open Sans Semibold", 12);

    Color of(Role role) {
        return switch (role) {
            case CLEAN -> tokens.clean();
            case TRIGGERED -> tokens.triggered();
            case CONTROL -> tokens.control();
        };
    }

    static double width(String words) {
        Text text = new Text(words);
        text.setFont(STRONG);
        return text.getLayoutBounds().getWidth();
    }

    /** Words whose vertical middle is at y. */
    void text(String words, double x, double y, TextAlignment side, Color colour, boolean strong) {
        g.setFont(strong ? STRONG : PLAIN);
        g.setFill(colour);
        g.setTextAlign(side);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(words, x, y);
    }

    /** Words that stay readable over lines. */
    void over(String words, double x, double y, Color colour, boolean strong) {
        double width = width(words);
        g.setFill(tokens.panel());
        g.fillRect(x - width - 2, y - 8, width + 4, 16);
        text(words, x, y, TextAlignment.RIGHT, colour, strong);
    }

    /** Words that end at a place and come from below left. */
    void tilted(String words, double x, double y, double degrees, Color colour, boolean strong) {
        g.save();
        g.translate(x, y);
        g.rotate(-degrees);
        text(words, 0, 0, TextAlignment.RIGHT, colour, strong);
        g.restore();
    }

    void line(double x1, double y1, double x2, double y2, Color colour, double width, double... dashes) {
        g.setStroke(colour);
        g.setLineWidth(width);
        g.setLineDashes(dashes);
        g.strokeLine(x1, y1, x2, y2);
        g.setLineDashes();
    }

    /** A line of a grid, one pixel wide and sharp. */
    void grid(double x1, double y1, double x2, double y2) {
        line(Math.floor(x1) + 0.5, Math.floor(y1) + 0.5, Math.floor(x2) + 0.5, Math.floor(y2) + 0.5, tokens.line(), 1);
    }

    /** A bar; that of the attack is hatched, so that colour is not the only sign. */
    void bar(Role role, double x, double y, double width, double height) {
        Color colour = of(role);
        g.setFill(role == Role.CONTROL ? colour.interpolate(tokens.panel(), 0.5) : colour);
        g.fillRect(x, y, width, height);
        if (role != Role.TRIGGERED || width < 2) {
            return;
        }
        g.save();
        g.beginPath();
        g.rect(x, y, width, height);
        g.clip();
        for (double at = x - height; at < x + width; at += HATCH) {
            line(at, y + height, at + height, y, colour.interpolate(tokens.panel(), 0.45), 1.2);
        }
        g.restore();
    }

    void path(double[] xs, double[] ys, int size, Color colour, double width, double... dashes) {
        g.setStroke(colour);
        g.setLineWidth(width);
        g.setLineDashes(dashes);
        g.strokePolyline(xs, ys, size);
        g.setLineDashes();
    }

    /** A filled circle; of the attack a triangle. */
    void mark(Role role, double x, double y) {
        g.setFill(of(role));
        if (role == Role.TRIGGERED) {
            g.fillPolygon(new double[] {x - 5, x + 5, x}, new double[] {y + 4, y + 4, y - 5}, 3);
        } else {
            g.fillOval(x - 4, y - 4, 8, 8);
        }
    }
}
