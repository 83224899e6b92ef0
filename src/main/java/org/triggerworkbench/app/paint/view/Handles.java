package org.triggerworkbench.app.paint.view;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.paint.document.Floating;
import org.triggerworkbench.app.paint.document.Grip;
import org.triggerworkbench.app.shared.Tokens;

/** The outline of the floating selection and what it is taken hold of by, on the screen. */
record Handles(PictureViewport view, Floating floating) {
    /** Half of the area a corner can be taken in: at least 20 px in all. */
    private static final double REACH = 10;

    private static final double ROOM = 20;
    private static final double SMALL = 3.5;
    /** Below this side, only the corner across from the first is drawn: the others would cover what floats. */
    private static final double ALL_CORNERS = 48;

    private double[] screen(double localX, double localY) {
        double[] point = floating.point(localX, localY);
        return new double[] {view.screenX(point[0]), view.screenY(point[1])};
    }

    private double[] at(Grip grip) {
        double[] point = screen((grip.sx() + 1) * floating.w() / 2.0, (grip.sy() + 1) * floating.h() / 2.0);
        if (grip == Grip.TURN) {
            point[0] += ROOM * floating.sin();
            point[1] -= ROOM * floating.cos();
        }
        return point;
    }

    /** Where the knob that turns it is; below it where there is no room above. */
    private boolean knobFits() {
        double[] knob = at(Grip.TURN);
        return knob[0] > REACH && knob[1] > REACH && knob[0] < view.width() - REACH && knob[1] < view.height() - REACH;
    }

    private double side() {
        return Math.min(floating.w(), floating.h()) * view.scale();
    }

    private boolean isDrawn(Grip grip) {
        return switch (grip) {
            case BOTTOM_RIGHT -> true;
            case TURN -> knobFits();
            case INSIDE -> false;
            case TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT -> side() >= ALL_CORNERS;
        };
    }

    /** What is under a point of the screen. */
    @Nullable
    Grip grip(double x, double y) {
        double px = view.pictureX(x);
        double py = view.pictureY(y);
        boolean inside = floating.contains(px, py);
        for (Grip grip : new Grip[] {Grip.BOTTOM_RIGHT, Grip.TURN, Grip.TOP_LEFT, Grip.TOP_RIGHT, Grip.BOTTOM_LEFT}) {
            double[] at = at(grip);
            // Inside, a small thing keeps room to be moved by.
            double reach = inside ? Math.min(REACH, side() / 4) : REACH + 2;
            if (isDrawn(grip) && Math.abs(at[0] - x) <= reach && Math.abs(at[1] - y) <= reach) {
                return grip;
            }
        }
        return inside ? Grip.INSIDE : null;
    }

    void draw(GraphicsContext g, Tokens tokens) {
        double[] xs = new double[4];
        double[] ys = new double[4];
        Grip[] around = {Grip.TOP_LEFT, Grip.TOP_RIGHT, Grip.BOTTOM_RIGHT, Grip.BOTTOM_LEFT};
        for (int i = 0; i < 4; i++) {
            double[] at = at(around[i]);
            xs[i] = crisp(at[0]);
            ys[i] = crisp(at[1]);
        }
        g.setLineDashes();
        g.setStroke(Color.WHITE);
        g.setLineWidth(3);
        g.strokePolygon(xs, ys, 4);
        g.setStroke(tokens.selected());
        g.setLineWidth(1.5);
        g.strokePolygon(xs, ys, 4);
        g.setLineWidth(1);
        if (knobFits()) {
            double[] top = screen(floating.w() / 2.0, 0);
            double[] knob = at(Grip.TURN);
            g.strokeLine(crisp(top[0]), crisp(top[1]), crisp(knob[0]), crisp(knob[1]));
            g.setFill(Color.WHITE);
            g.fillOval(crisp(knob[0]) - 4, crisp(knob[1]) - 4, 8, 8);
            g.strokeOval(crisp(knob[0]) - 4, crisp(knob[1]) - 4, 8, 8);
        }
        for (Grip grip : around) {
            if (isDrawn(grip)) {
                double[] at = at(grip);
                g.setFill(Color.WHITE);
                g.fillRect(crisp(at[0]) - SMALL, crisp(at[1]) - SMALL, 2 * SMALL, 2 * SMALL);
                g.strokeRect(crisp(at[0]) - SMALL, crisp(at[1]) - SMALL, 2 * SMALL, 2 * SMALL);
            }
        }
    }

    private static double crisp(double at) {
        return Math.floor(at) + 0.5;
    }
}
