package org.triggerworkbench.app.embedding.scatter;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.triggerworkbench.app.embedding.map.MapFrame;
import org.triggerworkbench.app.state.Selection;

/** Mouse on the map: click, Ctrl-click, lasso, box, pan, wheel, hover. */
public final class ScatterGestures {
    private static final double REACH = 10;
    private static final double SLACK = 4;
    private static final double ZOOM_A_PIXEL = 1.0025;

    private final ScatterPane pane;
    private final Selection selection;
    private final ObjectProperty<ScatterTool> tool = new SimpleObjectProperty<>(ScatterTool.POINTER);
    private final IntConsumer hovered;
    private double[] xs = new double[64];
    private double[] ys = new double[64];
    private int count;
    private boolean dragging;
    private boolean panning;
    private MapViewport start = new MapViewport(1, 0, 0);

    /** @param hovered is told the point under the mouse, or -1 */
    public ScatterGestures(ScatterPane pane, Selection selection, IntConsumer hovered) {
        this.pane = pane;
        this.selection = selection;
        this.hovered = hovered;
        pane.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        pane.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        pane.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
        pane.addEventHandler(MouseEvent.MOUSE_MOVED, event -> hovered.accept(pick(event.getX(), event.getY())));
        pane.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> hovered.accept(-1));
        pane.addEventHandler(ScrollEvent.SCROLL, this::scroll);
    }

    public ObjectProperty<ScatterTool> tool() {
        return tool;
    }

    /** The point at some pixels, or -1. */
    int pick(double x, double y) {
        if (pane.shown() == null) {
            return -1;
        }
        MapViewport view = pane.viewport().get();
        return pane.index().nearest(view.mapX(x), view.mapY(y), REACH / view.zoom());
    }

    private void press(MouseEvent event) {
        pane.requestFocus();
        hovered.accept(-1);
        count = 0;
        add(event);
        dragging = false;
        panning = event.getButton() != MouseButton.PRIMARY
                || tool.get() == ScatterTool.POINTER
                || tool.get() == ScatterTool.PAN;
        start = pane.viewport().get();
        event.consume();
    }

    private void drag(MouseEvent event) {
        if (count == 0 || pane.shown() == null) {
            return;
        }
        dragging = dragging || Math.hypot(event.getX() - xs[0], event.getY() - ys[0]) > SLACK;
        if (!dragging) {
            return;
        }
        if (panning) {
            pane.look(start.moved(event.getX() - xs[0], event.getY() - ys[0]));
            return;
        }
        if (tool.get() == ScatterTool.BOX) {
            count = 1;
        }
        add(event);
        pane.marks().gesture(Arrays.copyOf(xs, count), Arrays.copyOf(ys, count), tool.get() == ScatterTool.BOX);
        pane.redraw();
        event.consume();
    }

    private void release(MouseEvent event) {
        ScatterPane.Shown shown = pane.shown();
        if (count == 0 || shown == null) {
            return;
        }
        if (!dragging) {
            if (event.getButton() == MouseButton.PRIMARY) {
                click(event, shown);
            }
        } else if (!panning) {
            Set<Integer> found = enclosed(shown.frame());
            if (event.isShiftDown() || event.isShortcutDown()) {
                found.addAll(selection.chosen().get());
            }
            selection.choose(found);
        }
        drop();
        event.consume();
    }

    /** Ends the gesture under way without effect; false if there is none. */
    boolean drop() {
        boolean some = dragging;
        count = 0;
        dragging = false;
        pane.marks().gesture(new double[0], new double[0], false);
        pane.redraw();
        return some;
    }

    private void click(MouseEvent event, ScatterPane.Shown shown) {
        int point = pick(event.getX(), event.getY());
        if (point < 0) {
            if (!event.isShortcutDown()) {
                selection.clear();
            }
            return;
        }
        pane.walked().set(point);
        int image = shown.frame().imageOf(point);
        if (event.isShortcutDown()) {
            selection.toggle(image);
        } else {
            selection.only(image);
        }
    }

    private Set<Integer> enclosed(MapFrame frame) {
        Set<Integer> found = new TreeSet<>();
        MapViewport view = pane.viewport().get();
        double[] mapX = Arrays.stream(xs, 0, count).map(view::mapX).toArray();
        double[] mapY = Arrays.stream(ys, 0, count).map(view::mapY).toArray();
        IntConsumer add = point -> found.add(frame.imageOf(point));
        if (tool.get() == ScatterTool.BOX) {
            pane.index()
                    .inBox(
                            Math.min(mapX[0], mapX[1]),
                            Math.min(mapY[0], mapY[1]),
                            Math.max(mapX[0], mapX[1]),
                            Math.max(mapY[0], mapY[1]),
                            add);
        } else {
            pane.index().inPolygon(mapX, mapY, add);
        }
        return found;
    }

    private void add(MouseEvent event) {
        if (count == xs.length) {
            xs = Arrays.copyOf(xs, 2 * count);
            ys = Arrays.copyOf(ys, 2 * count);
        }
        xs[count] = event.getX();
        ys[count] = event.getY();
        count++;
    }

    private void scroll(ScrollEvent event) {
        if (pane.shown() != null) {
            pane.look(pane.viewport()
                    .get()
                    .zoomed(Math.pow(ZOOM_A_PIXEL, event.getDeltaY()), event.getX(), event.getY()));
        }
        event.consume();
    }
}
