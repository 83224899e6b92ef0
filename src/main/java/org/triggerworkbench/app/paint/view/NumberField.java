package org.triggerworkbench.app.paint.view;

import java.util.function.IntConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.triggerworkbench.app.shared.Ui;

/** A whole number to be typed, its name before it. Enter or leaving takes it; up and down step, with Shift by eight. */
final class NumberField extends HBox {
    private final TextField field = new TextField();
    private final int least;
    private final int most;
    private final IntConsumer taken;
    private int value;

    /**
     * @param label short, before the field
     * @param accessible what it is, for the tooltip too
     * @param taken is given each number the user asks for
     */
    NumberField(String id, String label, String accessible, int least, int most, IntConsumer taken) {
        super(4, Ui.secondary(label));
        this.least = least;
        this.most = most;
        this.taken = taken;
        setAlignment(Pos.CENTER_LEFT);
        Ui.named(field, id, accessible);
        field.getStyleClass().add("tw-number");
        field.setTooltip(new Tooltip(accessible));
        field.setOnAction(_ -> take());
        field.focusedProperty().subscribe(now -> {
            if (!now) {
                take();
            }
        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        getChildren().add(field);
        getChildren().getFirst().setMouseTransparent(true);
        setMinWidth(USE_PREF_SIZE);
    }

    private void key(KeyEvent event) {
        int step = event.isShiftDown() ? 8 : 1;
        switch (event.getCode()) {
            case UP -> set(value + step);
            case DOWN -> set(value - step);
            case ESCAPE -> show(value);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void take() {
        try {
            set((int) Math.round(Double.parseDouble(field.getText().strip())));
        } catch (NumberFormatException e) {
            // no number: the one before stays
            show(value);
        }
    }

    private void set(int asked) {
        int next = Math.clamp(asked, least, most);
        boolean other = next != value;
        show(next);
        if (other) {
            taken.accept(next);
        }
    }

    /** Shows a number. */
    void show(int number) {
        value = number;
        String text = Integer.toString(number);
        if (!field.getText().equals(text)) {
            field.setText(text);
        }
    }

    int value() {
        return value;
    }
}
