package org.triggerworkbench.app.compare.confusion;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Tokens;

/**
 * Two confusion matrices side by side, clean and triggered, that share their rows, their zoom and their place. Click or Enter
 * picks a cell, arrows move, Ctrl and wheel or plus and minus zoom, wheel or drag moves.
 */
public final class ConfusionCanvas extends Region {
    private static final double CLICK = 3;

    private final Canvas canvas = new Canvas();
    private ConfusionPainter painter = new ConfusionPainter(1);
    private final MatrixWindow window = new MatrixWindow();
    private final Consumer<Picked> pick;
    private final Consumer<@Nullable Picked> look;
    private @Nullable Shown shown;
    private Tokens tokens = Tokens.LIGHT;
    private Set<Integer> chosen = Set.of();
    private @Nullable Picked hovered;
    private Picked cursor = new Picked(false, new ConfusionCells.Cell(0, 0));
    private double pressX;
    private double pressY;
    private double dragX;
    private double dragY;

    /**
     * A cell of one of the two matrices.
     *
     * @param triggered of which
     */
    public record Picked(boolean triggered, ConfusionCells.Cell cell) {}

    /**
     * What is shown.
     *
     * @param names of the classes; the last is that of the column without an answer
     * @param triggered null without a trigger
     * @param cleanTitle above the clean matrix
     * @param triggeredTitle above the triggered one
     */
    public record Shown(
            List<String> names,
            ConfusionCells clean,
            @Nullable ConfusionCells triggered,
            int target,
            String cleanTitle,
            String triggeredTitle) {
        /** Columns of both. */
        int columns() {
            boolean more = clean.hasUnanswered() || (triggered != null && triggered.hasUnanswered());
            return clean.classes() + (more ? 1 : 0);
        }

        @Nullable
        public ConfusionCells of(boolean ofTriggered) {
            return ofTriggered ? triggered : clean;
        }

        public List<Integer> at(Picked picked) {
            ConfusionCells cells = of(picked.triggered());
            return cells == null ? List.of() : cells.at(picked.cell());
        }
    }

    /**
     * @param pick is given the cell that was clicked
     * @param look is given the cell under mouse or cursor, null beside the matrices
     */
    public ConfusionCanvas(Consumer<Picked> pick, Consumer<@Nullable Picked> look) {
        this.pick = pick;
        this.look = look;
        getStyleClass().add("tw-confusion");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(0, 0);
        setMaxHeight(USE_PREF_SIZE);
        getChildren().add(canvas);
        focusedProperty().subscribe(this::draw);
        addEventHandler(MouseEvent.ANY, this::mouse);
        addEventHandler(ScrollEvent.SCROLL, this::scroll);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    public void show(@Nullable Shown next) {
        shown = next;
        layoutWindow();
        draw();
    }

    public void dress(Tokens next) {
        tokens = next;
        draw();
    }

    /** How large its words are, 1 being usual. */
    public void scale(double words) {
        painter = new ConfusionPainter(words);
        draw();
    }

    public void choose(Set<Integer> images) {
        chosen = images;
        draw();
    }

    /** Middle of a cell in this node's coordinates, for tests and tips. */
    public Point2D middle(Picked picked) {
        ConfusionPainter.Place place = place();
        double half = window.cell() / 2;
        return new Point2D(
                place.left(picked.triggered()) + window.left(picked.cell().column()) + half,
                place.top() + window.top(picked.cell().row()) + half);
    }

    public MatrixWindow window() {
        return window;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        return ConfusionPainter.Place.height(width < 0 ? 400 : width);
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        layoutWindow();
        draw();
    }

    private ConfusionPainter.Place place() {
        return ConfusionPainter.Place.in(getWidth(), getHeight());
    }

    private void layoutWindow() {
        if (shown != null) {
            window.fit(shown.clean().classes(), shown.columns(), place().side());
        }
    }

    private void draw() {
        painter.paint(
                canvas.getGraphicsContext2D(),
                new ConfusionPainter.Scene(
                        shown, window, place(), tokens, chosen, hovered, isFocused() ? cursor : null));
    }

    private @Nullable Picked at(double x, double y) {
        Shown now = shown;
        ConfusionPainter.Place place = place();
        if (now == null) {
            return null;
        }
        for (boolean triggered : new boolean[] {false, true}) {
            int column = window.columnAt(x - place.left(triggered));
            int row = window.rowAt(y - place.top());
            if (column >= 0 && row >= 0 && now.of(triggered) != null) {
                return nearest(now, new Picked(triggered, new ConfusionCells.Cell(row, column)), place, x, y);
            }
        }
        return null;
    }

    /** Where cells are smaller than what a hand can hit, the nearest one with images within reach. */
    private Picked nearest(Shown now, Picked exact, ConfusionPainter.Place place, double x, double y) {
        ConfusionCells cells = now.of(exact.triggered());
        if (window.cell() >= 6 || cells == null || !now.at(exact).isEmpty()) {
            return exact;
        }
        Picked best = exact;
        double reach = 6;
        for (ConfusionCells.Cell cell : cells.images().keySet()) {
            double half = window.cell() / 2;
            double distance = Math.hypot(
                    place.left(exact.triggered()) + window.left(cell.column()) + half - x,
                    place.top() + window.top(cell.row()) + half - y);
            if (distance < reach) {
                reach = distance;
                best = new Picked(exact.triggered(), cell);
            }
        }
        return best;
    }

    private void mouse(MouseEvent event) {
        if (event.getEventType() == MouseEvent.MOUSE_MOVED) {
            hover(at(event.getX(), event.getY()));
        } else if (event.getEventType() == MouseEvent.MOUSE_EXITED) {
            hover(null);
        } else if (event.getButton() == MouseButton.PRIMARY) {
            drag(event);
        }
    }

    private void drag(MouseEvent event) {
        if (event.getEventType() == MouseEvent.MOUSE_PRESSED) {
            requestFocus();
            pressX = event.getX();
            pressY = event.getY();
            dragX = pressX;
            dragY = pressY;
        } else if (event.getEventType() == MouseEvent.MOUSE_DRAGGED) {
            window.pan(dragX - event.getX(), dragY - event.getY());
            dragX = event.getX();
            dragY = event.getY();
            draw();
        } else if (event.getEventType() == MouseEvent.MOUSE_RELEASED
                && Math.hypot(event.getX() - pressX, event.getY() - pressY) < CLICK) {
            Picked picked = at(event.getX(), event.getY());
            if (picked != null) {
                cursor = picked;
                draw();
                pick.accept(picked);
            }
        }
    }

    private void hover(@Nullable Picked picked) {
        if (picked == null ? hovered != null : !picked.equals(hovered)) {
            hovered = picked;
            look.accept(picked);
            draw();
        }
    }

    private void scroll(ScrollEvent event) {
        if (event.isControlDown()) {
            ConfusionPainter.Place place = place();
            boolean right = event.getX() >= place.left(true);
            window.zoom(
                    Math.pow(1.01, event.getDeltaY()), event.getX() - place.left(right), event.getY() - place.top());
        } else {
            window.pan(-event.getDeltaX(), -event.getDeltaY());
        }
        draw();
        event.consume();
    }

    private void key(KeyEvent event) {
        Shown now = shown;
        if (now == null) {
            return;
        }
        boolean known = true;
        switch (event.getCode()) {
            case LEFT -> move(now, 0, -1);
            case RIGHT -> move(now, 0, 1);
            case UP -> move(now, -1, 0);
            case DOWN -> move(now, 1, 0);
            case ENTER, SPACE -> pick.accept(cursor);
            case PLUS, EQUALS, ADD -> zoomAtCursor(1.5);
            case MINUS, SUBTRACT -> zoomAtCursor(1 / 1.5);
            default -> known = false;
        }
        if (known) {
            event.consume();
            draw();
        }
    }

    private void zoomAtCursor(double by) {
        double half = window.cell() / 2;
        window.zoom(
                by,
                window.left(cursor.cell().column()) + half,
                window.top(cursor.cell().row()) + half);
    }

    /** Past the last column of one matrix comes the first of the other. */
    private void move(Shown now, int down, int right) {
        int rows = now.clean().classes();
        int columns = now.columns();
        int row = Math.clamp(cursor.cell().row() + down, 0, rows - 1);
        int column = cursor.cell().column() + right;
        boolean triggered = cursor.triggered();
        if (column >= columns && !triggered && now.triggered() != null) {
            triggered = true;
            column = 0;
        } else if (column < 0 && triggered) {
            triggered = false;
            column = columns - 1;
        }
        cursor = new Picked(triggered, new ConfusionCells.Cell(row, Math.clamp(column, 0, columns - 1)));
        window.reveal(cursor.cell().row(), cursor.cell().column());
        look.accept(cursor);
    }
}
