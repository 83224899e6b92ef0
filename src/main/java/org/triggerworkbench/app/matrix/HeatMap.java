package org.triggerworkbench.app.matrix;

import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.matrix.Heat.Place;
import org.triggerworkbench.app.shared.Tokens;

/**
 * A heat map. A click picks a square, arrows go from one to the next, the wheel moves where not all have room. Only squares in
 * sight are drawn.
 */
final class HeatMap extends Region {
    private final Canvas canvas = new Canvas();
    private final Tooltip tip = new Tooltip();
    private final Consumer<Place> pick;
    private @Nullable Heat shown;
    private @Nullable HeatLayout room;
    private @Nullable Place marked;
    private Tokens tokens = Tokens.LIGHT;
    private double scale = 1;

    /** @param pick is given the square that is chosen */
    HeatMap(Consumer<Place> pick) {
        this.pick = pick;
        setId("matrix-map");
        getStyleClass().add("tw-heat");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(0, 0);
        getChildren().add(canvas);
        Tooltip.install(this, tip);
        focusedProperty().subscribe(this::draw);
        addEventHandler(MouseEvent.MOUSE_MOVED, this::look);
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
        addEventHandler(ScrollEvent.SCROLL, event -> {
            move(-event.getDeltaX() / scale, -event.getDeltaY() / scale);
            event.consume();
        });
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    void show(@Nullable Heat next, @Nullable Place chosen) {
        shown = next;
        marked = chosen;
        // Empty, it has nothing to say.
        setFocusTraversable(next != null);
        setAccessibleText(
                next == null
                        ? ""
                        : chosen != null && next.has(chosen) ? next.at(chosen).words() : next.title());
        draw();
    }

    void dress(Tokens next) {
        tokens = next;
        draw();
    }

    /** How large words and squares are, 1 being usual. */
    void scale(double next) {
        scale = next;
        draw();
    }

    @Nullable
    HeatLayout room() {
        return room;
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        draw();
    }

    private void draw() {
        Heat heat = shown;
        if (heat == null || getWidth() <= 0) {
            canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
            room = null;
            return;
        }
        HeatLayout before = room;
        HeatLayout now = HeatPainter.layout(
                heat,
                getWidth() / scale,
                getHeight() / scale,
                before == null ? 0 : before.x(),
                before == null ? 0 : before.y());
        room = now;
        GraphicsContext pen = canvas.getGraphicsContext2D();
        pen.save();
        pen.scale(scale, scale);
        HeatPainter.paint(pen, heat, now, tokens, marked, isFocused());
        pen.restore();
    }

    private void move(double dx, double dy) {
        HeatLayout now = room;
        if (now != null) {
            room = now.moved(dx, dy);
            draw();
        }
    }

    private void look(MouseEvent event) {
        Place place = at(event);
        Heat heat = shown;
        HeatLayout now = room;
        if (heat == null || now == null) {
            tip.setText("");
        } else {
            // Names may have no room.
            Place row = now.at(Math.max(event.getX() / scale, now.names()), event.getY() / scale);
            tip.setText(
                    place != null
                            ? heat.at(place).words()
                            : heat.has(new Place(row.row(), 0))
                                    ? heat.rows().get(row.row()).words()
                                    : "");
        }
    }

    private void click(MouseEvent event) {
        requestFocus();
        Place place = at(event);
        if (event.getButton() == MouseButton.PRIMARY && place != null) {
            pick.accept(place);
        }
    }

    private @Nullable Place at(MouseEvent event) {
        HeatLayout now = room;
        Heat heat = shown;
        if (now == null || heat == null) {
            return null;
        }
        Place place = now.at(event.getX() / scale, event.getY() / scale);
        return heat.has(place) ? place : null;
    }

    /** The next row that has squares. */
    private static Place beyond(Heat heat, Place from, int way) {
        Place to = new Place(from.row() + way, from.column());
        boolean isSection = to.row() >= 0 && to.row() < heat.rows().size() && !heat.has(to);
        return isSection ? new Place(to.row() + way, to.column()) : to;
    }

    private void key(KeyEvent event) {
        Heat heat = shown;
        HeatLayout now = room;
        if (heat == null
                || now == null
                || heat.rows().isEmpty()
                || heat.columns().isEmpty()) {
            return;
        }
        Place from = marked == null ? beyond(heat, new Place(-1, 0), 1) : marked;
        Place to =
                switch (event.getCode()) {
                    case LEFT -> new Place(from.row(), from.column() - 1);
                    case RIGHT -> new Place(from.row(), from.column() + 1);
                    case UP -> beyond(heat, from, -1);
                    case DOWN -> beyond(heat, from, 1);
                    case HOME -> new Place(from.row(), 0);
                    case END -> new Place(from.row(), heat.columns().size() - 1);
                    case ENTER, SPACE -> from;
                    default -> null;
                };
        if (to == null) {
            return;
        }
        event.consume();
        if (heat.has(to)) {
            room = now.revealing(to);
            pick.accept(to);
        }
    }
}
