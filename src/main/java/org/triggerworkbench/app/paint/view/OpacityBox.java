package org.triggerworkbench.app.paint.view;

import javafx.geometry.Pos;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.triggerworkbench.app.paint.document.TriggerDocument;
import org.triggerworkbench.app.paint.tools.PaintModel;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** The opacity of the trigger, by a slider and as a number. */
final class OpacityBox extends HBox {
    private static final Messages TEXT = Messages.of(OpacityBox.class);

    private final PaintModel model;
    private final Slider slider;
    private final TextField field;
    private Object gesture = new Object();

    /** @param id of the slider; that of the number ends in {@code -field} */
    OpacityBox(PaintModel model, String id) {
        super(8);
        this.model = model;
        slider = Ui.named(new Slider(0, 1, 1), id, TEXT.get("opacity.tip"));
        field = Ui.named(new TextField(), id + "-field", TEXT.get("opacity.tip"));
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(slider, field);
        HBox.setHgrow(slider, Priority.ALWAYS);
        slider.setMinWidth(40);
        slider.setBlockIncrement(0.05);
        slider.setTooltip(new Tooltip(TEXT.get("opacity.tip")));
        field.getStyleClass().add("tw-number");
        field.setTooltip(new Tooltip(TEXT.get("opacity.tip")));
        // A drag of the knob or a key held down is one step.
        slider.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> gesture = new Object());
        slider.addEventFilter(KeyEvent.KEY_RELEASED, _ -> gesture = new Object());
        slider.valueProperty().subscribe(now -> {
            if (Math.abs(now.doubleValue() - model.document().get().opacity()) > 1e-6) {
                model.opacity(Math.rint(now.doubleValue() * 100) / 100, gesture);
            }
        });
        field.setOnAction(_ -> typed());
        field.focusedProperty().subscribe(now -> {
            if (!now) {
                typed();
            }
        });
        model.document().subscribe(now -> {
            show(now);
        });
    }

    private void show(TriggerDocument document) {
        slider.setValue(document.opacity());
        field.setText(Format.number(document.opacity(), 2));
        slider.setDisable(document.isLocked() || model.scene().getValue() == null);
        field.setDisable(slider.isDisable());
    }

    private void typed() {
        try {
            double asked = Math.clamp(Double.parseDouble(field.getText().strip().replace(',', '.')), 0, 1);
            if (Math.abs(asked - model.document().get().opacity()) >= 0.005) {
                model.opacity(asked, null);
            }
        } catch (NumberFormatException e) {
            // no number: the one before stays
        }
        show(model.document().get());
    }
}
