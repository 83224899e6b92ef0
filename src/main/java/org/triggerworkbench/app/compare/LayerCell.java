package org.triggerworkbench.app.compare;

import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.evaluation.inspection.LayerChange;
import org.triggerworkbench.text.Messages;

/** A layer: its name, a bar as long as its change beside the largest, and the number. */
final class LayerCell extends ListCell<LayerChange> {
    private static final Messages TEXT = Messages.of(LayerCell.class);

    private final Label name = new Label();
    private final Label number = Ui.secondary("");
    private final Region fill = Ui.styled(new Region(), "tw-bar-triggered");
    private final Pane bar;
    private final HBox row;
    private double share;

    LayerCell() {
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setPrefWidth(120);
        name.setMinWidth(60);
        number.setMinWidth(52);
        number.setAlignment(Pos.CENTER_RIGHT);
        bar = new Pane(fill) {
            @Override
            protected void layoutChildren() {
                fill.resizeRelocate(0, (getHeight() - 8) / 2, Math.max(1, share * getWidth()), 8);
            }
        };
        bar.setMinWidth(40);
        HBox.setHgrow(bar, Priority.ALWAYS);
        row = new HBox(8, name, bar, number);
        row.setAlignment(Pos.CENTER_LEFT);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable LayerChange layer, boolean empty) {
        super.updateItem(layer, empty);
        if (layer == null || empty) {
            setGraphic(null);
            return;
        }
        double most = getListView() != null && getListView().getUserData() instanceof Double largest ? largest : 1;
        double change = layer.relativeChange();
        share = Double.isFinite(change) && most > 0 ? Math.clamp(change / most, 0, 1) : 0;
        name.setText(layer.layer());
        number.setText(Double.isFinite(change) ? Format.percent(change) : TEXT.get("value.none"));
        setTooltip(new Tooltip(TEXT.get("layer.tip", layer.layer(), number.getText())));
        setAccessibleText(TEXT.get("layer.tip", layer.layer(), number.getText()));
        bar.requestLayout();
        setGraphic(row);
    }
}
