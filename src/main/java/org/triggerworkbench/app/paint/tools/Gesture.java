package org.triggerworkbench.app.paint.tools;

import java.util.function.Function;
import org.triggerworkbench.app.paint.document.Box;
import org.triggerworkbench.app.paint.document.Floating;
import org.triggerworkbench.app.paint.document.Sprite;
import org.triggerworkbench.app.paint.document.Stroke;
import org.triggerworkbench.app.paint.document.TriggerDocument;

/** A press of the mouse and the way it takes until it is let go: the document at each point of the way. */
interface Gesture {
    /**
     * @param x in pixels of the picture, with fraction
     * @param y in pixels of the picture, with fraction
     * @param even whether to keep to squares, proportions, round angles
     */
    TriggerDocument at(double x, double y, boolean even);

    /** What it draws over a document's layer, from point to point. */
    static Gesture stroke(TriggerDocument start, Stroke stroke, double x, double y) {
        double[] last = {x, y};
        return (px, py, _) -> {
            stroke.line(last[0], last[1], px, py);
            last[0] = px;
            last[1] = py;
            return start.withLayer(stroke.result());
        };
    }

    /** A straight stroke from one end to the other. */
    static Gesture line(TriggerDocument start, Function<Sprite, Stroke> strokes, double x, double y) {
        return (px, py, even) -> {
            Stroke stroke = strokes.apply(start.layer());
            boolean flat = Math.abs(px - x) > Math.abs(py - y);
            stroke.line(x, y, even && !flat ? x : px, even && flat ? y : py);
            return start.withLayer(stroke.result());
        };
    }

    /**
     * A floating thing drawn as large as the mouse says.
     *
     * @param maker of a thing of a size
     */
    static Gesture box(TriggerDocument start, Function<Box, Sprite> maker, double x, double y) {
        int x0 = (int) Math.floor(x);
        int y0 = (int) Math.floor(y);
        return (px, py, even) -> {
            int x1 = (int) Math.floor(px);
            int y1 = (int) Math.floor(py);
            if (even) {
                int side = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0));
                x1 = x0 + (x1 < x0 ? -side : side);
                y1 = y0 + (y1 < y0 ? -side : side);
            }
            // A thing larger than the picture in each direction would only cost memory.
            x1 = Math.clamp(x1, -start.width(), 2 * start.width());
            y1 = Math.clamp(y1, -start.height(), 2 * start.height());
            Box box = Box.between(x0, y0, x1, y1);
            return start.withFloating(Floating.of(maker.apply(box), box.x(), box.y()));
        };
    }

    /** Moves the floating selection by whole pixels. */
    static Gesture move(TriggerDocument start, Floating floating, double x, double y) {
        return (px, py, even) -> {
            int dx = (int) Math.round(px - x);
            int dy = (int) Math.round(py - y);
            boolean flat = Math.abs(dx) > Math.abs(dy);
            return start.withFloating(
                    floating.at(floating.x() + (even && !flat ? 0 : dx), floating.y() + (even && flat ? 0 : dy)));
        };
    }

    /**
     * Drags a corner of the floating selection; the corner across stays where it is.
     *
     * @param sx -1 for a left corner, 1 for a right one
     * @param sy -1 for an upper corner, 1 for a lower one
     */
    static Gesture resize(TriggerDocument start, Floating floating, int sx, int sy) {
        double[] fixed = floating.point(sx > 0 ? 0 : floating.w(), sy > 0 ? 0 : floating.h());
        return (px, py, even) -> {
            double dx = px - fixed[0];
            double dy = py - fixed[1];
            double w = Math.max(1, Math.round(sx * (dx * floating.cos() + dy * floating.sin())));
            double h = Math.max(1, Math.round(sy * (dy * floating.cos() - dx * floating.sin())));
            if (even) {
                double by = Math.max(w / floating.w(), h / floating.h());
                w = Math.max(1, Math.round(floating.w() * by));
                h = Math.max(1, Math.round(floating.h() * by));
            }
            double middleX = fixed[0] + (sx * w * floating.cos() - sy * h * floating.sin()) / 2;
            double middleY = fixed[1] + (sx * w * floating.sin() + sy * h * floating.cos()) / 2;
            return start.withFloating(floating.sized(Box.around(middleX, middleY, (int) w, (int) h)));
        };
    }

    /** Turns the floating selection so that its top points to the mouse. */
    static Gesture turn(TriggerDocument start, Floating floating) {
        return (px, py, even) -> {
            double angle = Math.toDegrees(Math.atan2(px - floating.centreX(), floating.centreY() - py));
            double step = even ? 15 : 1;
            return start.withFloating(floating.turned(Math.round(angle / step) * step));
        };
    }
}
