package org.triggerworkbench.app.paint.view;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.paint.document.Box;
import org.triggerworkbench.app.paint.document.Floating;
import org.triggerworkbench.app.paint.document.TriggerDocument;
import org.triggerworkbench.app.paint.tools.PaintModel;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** Where the trigger is and how large, to be typed; and the zoom. */
final class PlaceRow extends HBox {
    private static final Messages TEXT = Messages.of(PlaceRow.class);
    private static final int FAR = 4096;

    private final PaintModel model;
    private final NumberField x = field("x", "field.x", -FAR, FAR);
    private final NumberField y = field("y", "field.y", -FAR, FAR);
    private final NumberField w = field("w", "field.w", 1, FAR);
    private final NumberField h = field("h", "field.h", 1, FAR);
    private final NumberField angle = field("∠", "field.angle", -360, 360);
    private final Button zoom = Ui.styled(new Button(), "tw-flat");

    PlaceRow(PaintModel model, PaintCanvas canvas) {
        super(6);
        this.model = model;
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(x, y, w, h, angle, Ui.spring(), zoom);
        Ui.named(zoom, "paint-zoom", TEXT.get("field.zoom"));
        zoom.setTooltip(new Tooltip(TEXT.get("field.zoom")));
        zoom.setMinWidth(USE_PREF_SIZE);
        zoom.setOnAction(_ -> canvas.fit());
        canvas.view().subscribe(view -> zoom.setText(TEXT.get("zoom", Math.round(100 * view.scale()))));
        model.document().subscribe(now -> show(now));
    }

    private NumberField field(String label, String key, int least, int most) {
        return new NumberField("paint-" + key.substring(6), label, TEXT.get(key), least, most, _ -> take());
    }

    private void take() {
        model.place(new Box(x.value(), y.value(), w.value(), h.value()), angle.value());
    }

    private void show(TriggerDocument document) {
        Floating floating = document.floating();
        Box box = floating == null
                ? document.layer().bounds()
                : new Box(floating.x(), floating.y(), floating.w(), floating.h());
        boolean there = box != null && !document.isLocked();
        for (NumberField field : new NumberField[] {x, y, w, h, angle}) {
            field.setDisable(!there);
        }
        show(box == null ? new Box(0, 0, 1, 1) : box, floating);
    }

    private void show(Box box, @Nullable Floating floating) {
        x.show(box.x());
        y.show(box.y());
        w.show(box.w());
        h.show(box.h());
        angle.show(floating == null ? 0 : (int) Math.round(floating.angle()));
    }
}
