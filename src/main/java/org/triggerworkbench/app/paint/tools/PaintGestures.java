package org.triggerworkbench.app.paint.tools;

import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.paint.document.Floating;
import org.triggerworkbench.app.paint.document.Grip;
import org.triggerworkbench.app.paint.document.Sprite;
import org.triggerworkbench.app.paint.document.Stamps;
import org.triggerworkbench.app.paint.document.TriggerDocument;

/** The mouse on the enlarged image: press, drag and release are one step of undo, whatever the tool. */
public final class PaintGestures {
    private static final int KEYBOARD_SIDE = 4;

    private final PaintModel model;
    private @Nullable Gesture gesture;
    private Object key = new Object();
    private String what = "";
    private boolean edited;
    private boolean waits;
    private double pressX;
    private double pressY;
    private int noiseSeed = 1;

    PaintGestures(PaintModel model) {
        this.model = model;
    }

    private TriggerDocument document() {
        return model.document().get();
    }

    private Tool tool() {
        return model.tool().get();
    }

    /**
     * Begins a gesture.
     *
     * @param x in pixels of the picture, with fraction
     * @param y in pixels of the picture, with fraction
     * @param grip of the floating selection under the mouse; null where there is none
     */
    public void press(double x, double y, @Nullable Grip grip, boolean even) {
        end();
        TriggerDocument start = document();
        Tool now = tool();
        if (now == Tool.EYEDROPPER) {
            pick(x, y);
            return;
        }
        if (start.isLocked() || model.scene().getValue() == null) {
            return;
        }
        key = new Object();
        what = now.id();
        pressX = x;
        pressY = y;
        waits = false;
        Floating floating = start.floating();
        if (floating != null && grip != null && (now == Tool.MOVE || now.makesFloating())) {
            what = grip == Grip.INSIDE ? "move" : grip == Grip.TURN ? "turn" : "resize";
            gesture = take(start, floating, grip, x, y);
        } else if (now == Tool.MOVE && floating == null) {
            TriggerDocument lifted = start.lift();
            Floating whole = lifted.floating();
            if (whole != null && whole.contains(x, y)) {
                gesture = Gesture.move(lifted, whole, x, y);
                follow(x, y, even);
            }
        } else if (now != Tool.MOVE) {
            begin(now, start.setDown(), x, y, even);
        }
    }

    private void begin(Tool now, TriggerDocument start, double x, double y, boolean even) {
        switch (now) {
            case BRUSH, ERASER -> {
                gesture = Gesture.stroke(start, model.brush().stroke(start.layer(), now == Tool.ERASER), x, y);
                follow(x, y, even);
            }
            case LINE -> {
                gesture = Gesture.line(start, layer -> model.brush().stroke(layer, false), x, y);
                follow(x, y, even);
            }
            case FILL -> {
                int colour = model.brush().colour().get();
                Sprite filled = Stamps.fill(start.layer(), (int) Math.floor(x), (int) Math.floor(y), colour);
                model.edit(now.id(), start.withLayer(filled), null);
            }
            case TEXT -> {
                Sprite words = model.brush().thing(now, 1, 1, 0);
                if (!words.isEmpty()) {
                    gesture = (px, py, _) -> start.withFloating(Floating.around(words, px, py));
                    follow(x, y, even);
                }
            }
            case RECTANGLE, ELLIPSE, CHECKER, NOISE -> {
                int seed = noiseSeed++;
                gesture = Gesture.box(start, box -> model.brush().thing(now, box.w(), box.h(), seed), x, y);
                waits = true;
            }
            case MOVE, EYEDROPPER -> {}
        }
    }

    private static Gesture take(TriggerDocument start, Floating floating, Grip grip, double x, double y) {
        return switch (grip) {
            case INSIDE -> Gesture.move(start, floating, x, y);
            case TURN -> Gesture.turn(start, floating);
            case TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT ->
                Gesture.resize(start, floating, grip.sx(), grip.sy());
        };
    }

    /** Goes on with a gesture. */
    public void drag(double x, double y, boolean even) {
        if (tool() == Tool.EYEDROPPER) {
            pick(x, y);
        }
        waits = waits && Math.hypot(x - pressX, y - pressY) < 1;
        if (!waits) {
            follow(x, y, even);
        }
    }

    private void follow(double x, double y, boolean even) {
        Gesture under = gesture;
        if (under != null) {
            boolean changed = model.edit(what, under.at(x, y, even), key);
            edited = edited || changed;
        }
    }

    /** Ends a gesture; a click with a stamp sets one of the usual size. */
    public void release(double x, double y, boolean even) {
        drag(x, y, even);
        boolean clicked = gesture != null && waits;
        end();
        if (clicked) {
            create(tool(), Math.floor(x) + 0.5, Math.floor(y) + 0.5);
        }
    }

    /** Lets go, wherever the mouse is. */
    void end() {
        gesture = null;
        edited = false;
        waits = false;
    }

    boolean isUnderWay() {
        return gesture != null;
    }

    /** Whether the gesture under way has changed anything. */
    boolean hasEdited() {
        return edited;
    }

    /** Makes what a tool makes by a click, its middle at a point. */
    void create(Tool kind, double x, double y) {
        int side = kind == Tool.RECTANGLE || kind == Tool.ELLIPSE
                ? KEYBOARD_SIDE
                : model.brush().stampSize().get();
        Sprite thing = model.brush().thing(kind, side, side, noiseSeed);
        if (!document().isLocked() && !thing.isEmpty()) {
            model.edit(kind.id(), document().setDown().withFloating(Floating.around(thing, x, y)), null);
        }
    }

    private void pick(double x, double y) {
        int[] pixels = model.shown().pixels(document());
        int px = (int) Math.floor(x);
        int py = (int) Math.floor(y);
        if (px >= 0 && py >= 0 && px < document().width() && py < document().height()) {
            model.brush().colour().set(pixels[py * document().width() + px]);
        }
    }
}
