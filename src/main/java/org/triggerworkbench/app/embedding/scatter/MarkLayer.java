package org.triggerworkbench.app.embedding.scatter;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.triggerworkbench.app.shared.Tokens;

/** What lies above the points: rings around the primary and the walked one, the lasso or box being drawn. */
final class MarkLayer extends Canvas {
    private double[] xs = {};
    private double[] ys = {};
    private boolean box;

    MarkLayer() {
        setMouseTransparent(true);
        setManaged(false);
    }

    void size(double width, double height) {
        if (getWidth() != width || getHeight() != height) {
            setWidth(width);
            setHeight(height);
        }
    }

    void clear() {
        getGraphicsContext2D().clearRect(0, 0, getWidth(), getHeight());
    }

    /** Around an image shown large elsewhere; square around a picture. */
    void ring(double x, double y, double reach, Color colour, boolean square) {
        GraphicsContext g = getGraphicsContext2D();
        g.setStroke(colour);
        g.setLineWidth(2);
        g.setLineDashes();
        if (square) {
            g.strokeRect(x - reach, y - reach, 2 * reach, 2 * reach);
        } else {
            g.strokeOval(x - reach, y - reach, 2 * reach, 2 * reach);
        }
    }

    /** Where the keyboard is. */
    void walked(double x, double y, double reach, Color colour) {
        GraphicsContext g = getGraphicsContext2D();
        g.setStroke(colour);
        g.setLineWidth(1.5);
        g.setLineDashes(3, 2);
        g.strokeOval(x - reach, y - reach, 2 * reach, 2 * reach);
        g.setLineDashes();
    }

    /** The line of a lasso so far, or two opposite corners of a box, in pixels; no points end it. */
    void gesture(double[] lineX, double[] lineY, boolean isBox) {
        xs = lineX.clone();
        ys = lineY.clone();
        box = isBox;
    }

    void drawGesture(Tokens tokens) {
        if (xs.length < 2) {
            return;
        }
        GraphicsContext g = getGraphicsContext2D();
        g.setStroke(tokens.selected());
        g.setFill(tokens.selected().deriveColor(0, 1, 1, 0.12));
        g.setLineWidth(1.5);
        g.setLineDashes(4, 3);
        if (box) {
            double left = Math.min(xs[0], xs[1]);
            double top = Math.min(ys[0], ys[1]);
            double width = Math.abs(xs[1] - xs[0]);
            double height = Math.abs(ys[1] - ys[0]);
            g.fillRect(left, top, width, height);
            g.strokeRect(left, top, width, height);
        } else {
            g.fillPolygon(xs, ys, xs.length);
            g.strokePolygon(xs, ys, xs.length);
        }
        g.setLineDashes();
    }
}
