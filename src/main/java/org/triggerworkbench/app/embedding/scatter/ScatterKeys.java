package org.triggerworkbench.app.embedding.scatter;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.triggerworkbench.app.state.Selection;

/** Keyboard on the map: arrows walk from point to point, space shows one large, Ctrl with space chooses it, Escape ends. */
public final class ScatterKeys {
    private static final double ZOOM = 1.25;

    private final ScatterPane pane;
    private final ScatterGestures gestures;
    private final Selection selection;

    public ScatterKeys(ScatterPane pane, ScatterGestures gestures, Selection selection) {
        this.pane = pane;
        this.gestures = gestures;
        this.selection = selection;
        pane.addEventHandler(KeyEvent.KEY_PRESSED, this::press);
    }

    private void press(KeyEvent event) {
        ScatterPane.Shown shown = pane.shown();
        if (shown == null || (event.isShortcutDown() && event.getCode() != KeyCode.SPACE) || event.isAltDown()) {
            return;
        }
        boolean taken =
                switch (event.getCode()) {
                    case LEFT -> walk(shown, -1, 0);
                    case RIGHT -> walk(shown, 1, 0);
                    case UP -> walk(shown, 0, -1);
                    case DOWN -> walk(shown, 0, 1);
                    case SPACE, ENTER -> choose(shown, event.isShortcutDown());
                    case ESCAPE -> escape();
                    case PLUS, EQUALS, ADD -> zoom(ZOOM);
                    case MINUS, SUBTRACT -> zoom(1 / ZOOM);
                    case F -> {
                        pane.fitAll();
                        yield true;
                    }
                    default -> takeTool(event.getCode());
                };
        if (taken) {
            event.consume();
        }
    }

    private boolean takeTool(KeyCode code) {
        for (ScatterTool tool : ScatterTool.values()) {
            if (tool.key().equals(code.getName())) {
                gestures.tool().set(tool);
                return true;
            }
        }
        return false;
    }

    private boolean escape() {
        if (!gestures.drop()) {
            selection.clear();
        }
        return true;
    }

    private boolean zoom(double factor) {
        pane.look(pane.viewport().get().zoomed(factor, pane.getWidth() / 2, pane.getHeight() / 2));
        return true;
    }

    private boolean choose(ScatterPane.Shown shown, boolean more) {
        Integer at = pane.walked().get();
        if (at != null && at < shown.frame().xs().length) {
            int image = shown.frame().imageOf(at);
            if (more) {
                selection.toggle(image);
            } else {
                selection.only(image);
            }
        }
        return true;
    }

    private boolean walk(ScatterPane.Shown shown, int dx, int dy) {
        Integer at = pane.walked().get();
        float[] xs = pane.shownXs();
        float[] ys = pane.shownYs();
        if (at == null || at >= xs.length) {
            pane.walked().set(Math.min(shown.primary(), xs.length - 1));
        } else {
            pane.walked().set(next(xs, ys, at, dx, dy));
        }
        return true;
    }

    /** The point one step away: the nearest, where what lies aside of the direction counts double; itself if none does. */
    public static int next(float[] xs, float[] ys, int at, int dx, int dy) {
        int best = at;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < xs.length; i++) {
            double along = (xs[i] - xs[at]) * dx + (ys[i] - ys[at]) * dy;
            double aside = Math.abs((xs[i] - xs[at]) * dy) + Math.abs((ys[i] - ys[at]) * dx);
            double cost = along + 2 * aside;
            if (along > 0 && aside <= 2 * along && cost < least) {
                least = cost;
                best = i;
            }
        }
        return best;
    }
}
