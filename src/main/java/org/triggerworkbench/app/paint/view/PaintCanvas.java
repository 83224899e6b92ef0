package org.triggerworkbench.app.paint.view;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Insets;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.paint.document.Floating;
import org.triggerworkbench.app.paint.document.Grip;
import org.triggerworkbench.app.paint.document.TriggerDocument;
import org.triggerworkbench.app.paint.tools.PaintModel;
import org.triggerworkbench.app.paint.tools.Tool;
import org.triggerworkbench.app.shared.Theme;

/** The enlarged image, painted on with mouse and keyboard. */
final class PaintCanvas extends Region {
    private final PaintModel model;
    private final Canvas canvas = new Canvas();
    private final CanvasPainter painter;
    private final ReadOnlyObjectWrapper<PictureViewport> view =
            new ReadOnlyObjectWrapper<>(new PictureViewport(1, 1, 1, 1, 0, 0, 0));
    private boolean panning;
    private boolean spaceHeld;
    private boolean pressed;
    private double lastX;
    private double lastY;

    PaintCanvas(PaintModel model, Theme theme) {
        this.model = model;
        this.painter = new CanvasPainter(model, theme, canvas);
        getStyleClass().add("tw-paint-canvas");
        getChildren().add(canvas);
        setFocusTraversable(true);
        setMinSize(0, 0);
        model.document().subscribe(_ -> show());
        model.tool().subscribe(_ -> {
            setCursor(model.tool().get() == Tool.MOVE ? Cursor.DEFAULT : Cursor.CROSSHAIR);
            show();
        });
        model.brush().size().subscribe(_ -> draw());
        model.workbench().selection().primary().subscribe(_ -> show());
        theme.tokens().subscribe(_ -> draw());
        focusVisibleProperty().subscribe(now -> {
            painter.framed(now);
            draw();
        });
        setOnMousePressed(this::press);
        setOnMouseDragged(this::drag);
        setOnMouseReleased(this::release);
        setOnMouseMoved(this::hover);
        setOnMouseExited(_ -> {
            painter.hover(Double.NaN, Double.NaN);
            draw();
        });
        setOnScroll(this::scroll);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        addEventHandler(KeyEvent.KEY_RELEASED, event -> {
            spaceHeld = spaceHeld && event.getCode() != KeyCode.SPACE;
            model.endNudge();
        });
    }

    /** Takes over the picture as it is now and draws it. */
    void show() {
        TriggerDocument document = model.document().get();
        PictureViewport old = view.get();
        if (document.width() != old.pictureWidth() || document.height() != old.pictureHeight()) {
            view.set(new PictureViewport(old.width(), old.height(), document.width(), document.height(), 0, 0, 0));
        }
        painter.pixelsChanged();
        draw();
    }

    void draw() {
        if (getScene() != null && canvas.getWidth() > 0) {
            painter.draw(view.get());
        }
    }

    /** Where the picture lies now. */
    ReadOnlyObjectProperty<PictureViewport> view() {
        return view.getReadOnlyProperty();
    }

    @Override
    protected void layoutChildren() {
        Insets insets = getInsets();
        double width = Math.floor(getWidth() - insets.getLeft() - insets.getRight());
        double height = Math.floor(getHeight() - insets.getTop() - insets.getBottom());
        canvas.relocate(insets.getLeft(), insets.getTop());
        canvas.setWidth(Math.max(1, width));
        canvas.setHeight(Math.max(1, height));
        PictureViewport old = view.get();
        view.set(new PictureViewport(
                canvas.getWidth(),
                canvas.getHeight(),
                old.pictureWidth(),
                old.pictureHeight(),
                old.zoom(),
                old.panX(),
                old.panY()));
        draw();
    }

    // ---- zoom and pan

    /** Enlarges or makes smaller, around the middle. */
    void zoom(boolean in) {
        look(view.get().zoomed(in, canvas.getWidth() / 2, canvas.getHeight() / 2));
    }

    /** Shows the whole picture, as large as there is room. */
    void fit() {
        PictureViewport old = view.get();
        look(new PictureViewport(old.width(), old.height(), old.pictureWidth(), old.pictureHeight(), 0, 0, 0));
    }

    private void look(PictureViewport next) {
        view.set(next.panned(0, 0));
        draw();
    }

    private void scroll(ScrollEvent event) {
        if (event.getDeltaY() != 0 && !event.isShiftDown()) {
            look(view.get()
                    .zoomed(
                            event.getDeltaY() > 0,
                            event.getX() - canvas.getLayoutX(),
                            event.getY() - canvas.getLayoutY()));
        } else {
            look(view.get().panned(event.getDeltaX(), event.getDeltaY()));
        }
        event.consume();
    }

    // ---- mouse

    private double pictureX(MouseEvent event) {
        return view.get().pictureX(event.getX() - canvas.getLayoutX());
    }

    private double pictureY(MouseEvent event) {
        return view.get().pictureY(event.getY() - canvas.getLayoutY());
    }

    private @Nullable Grip grip(MouseEvent event) {
        Floating floating = model.document().get().floating();
        return floating == null
                ? null
                : new Handles(view.get(), floating)
                        .grip(event.getX() - canvas.getLayoutX(), event.getY() - canvas.getLayoutY());
    }

    private void press(MouseEvent event) {
        requestFocus();
        lastX = event.getX();
        lastY = event.getY();
        panning = event.getButton() == MouseButton.MIDDLE || spaceHeld;
        pressed = !panning && event.getButton() == MouseButton.PRIMARY;
        if (pressed) {
            painter.hover(pictureX(event), pictureY(event));
            model.hand().press(pictureX(event), pictureY(event), grip(event), event.isShiftDown());
        }
        event.consume();
    }

    private void drag(MouseEvent event) {
        if (panning) {
            look(view.get().panned(event.getX() - lastX, event.getY() - lastY));
            lastX = event.getX();
            lastY = event.getY();
        } else if (pressed) {
            painter.hover(pictureX(event), pictureY(event));
            model.hand().drag(pictureX(event), pictureY(event), event.isShiftDown());
        }
        event.consume();
    }

    private void release(MouseEvent event) {
        if (pressed) {
            model.hand().release(pictureX(event), pictureY(event), event.isShiftDown());
        }
        panning = false;
        pressed = false;
        event.consume();
    }

    private void hover(MouseEvent event) {
        painter.hover(pictureX(event), pictureY(event));
        Tool tool = model.tool().get();
        Grip grip = tool == Tool.MOVE || tool.makesFloating() ? grip(event) : null;
        setCursor(
                switch (grip) {
                    case null -> tool == Tool.MOVE ? Cursor.DEFAULT : Cursor.CROSSHAIR;
                    case INSIDE -> Cursor.MOVE;
                    case TURN -> Cursor.HAND;
                    case TOP_LEFT, BOTTOM_RIGHT -> Cursor.NW_RESIZE;
                    case TOP_RIGHT, BOTTOM_LEFT -> Cursor.NE_RESIZE;
                });
        if (tool.hasSize()) {
            draw();
        }
    }

    // ---- keys

    private void key(KeyEvent event) {
        if (event.isShortcutDown() || event.isMetaDown()) {
            return;
        }
        int step = event.isShiftDown() ? 8 : 1;
        boolean grow = event.isAltDown();
        switch (event.getCode()) {
            case LEFT -> step(-step, 0, grow);
            case RIGHT -> step(step, 0, grow);
            case UP -> step(0, -step, grow);
            case DOWN -> step(0, step, grow);
            case ENTER -> model.enter();
            case DELETE, BACK_SPACE -> model.remove();
            case ESCAPE -> model.cancel();
            case SPACE -> spaceHeld = true;
            case PLUS, EQUALS, ADD -> zoom(true);
            case MINUS, SUBTRACT -> zoom(false);
            case DIGIT0, NUMPAD0 -> fit();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void step(int dx, int dy, boolean grow) {
        if (grow) {
            model.grow(dx, dy);
        } else {
            model.nudge(dx, dy);
        }
    }
}
