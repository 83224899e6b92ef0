package org.triggerworkbench.app.shell;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.triggerworkbench.app.shared.Actions;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.text.Messages;

/** The bar at the top: menus, what is open, undo and redo, the palette, the device, export, the theme. */
final class TopBar extends HBox {
    private static final Messages TEXT = Messages.of(TopBar.class);

    private final Label brand = Ui.styled(new Label(TEXT.get("brand")), "tw-brand");

    TopBar(Workbench workbench, Actions actions, MenuButton device) {
        getStyleClass().add("tw-top-bar");
        brand.setMinWidth(USE_PREF_SIZE);
        Label open = Ui.secondary("");
        open.setId("top-scene");
        open.setMinWidth(60);
        open.setMaxWidth(260);
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(open.textProperty());
        open.setTooltip(whole);
        workbench
                .scene()
                .subscribe(facts ->
                        open.setText(facts == null ? "" : facts.request().title()));
        Button palette = Ui.styled(Ui.button(actions.named("view.palette")), "tw-search");
        palette.setText(TEXT.get("palette.prompt"));
        Label keys = Ui.secondary(TEXT.get("palette.keys"));
        keys.setMinWidth(USE_PREF_SIZE);
        palette.setGraphic(keys);
        palette.setContentDisplay(ContentDisplay.RIGHT);
        palette.setGraphicTextGap(12);
        palette.setMinWidth(190);
        palette.setPrefWidth(300);
        Button export = Ui.button(actions.named("file.exportFigure"));
        export.setGraphic(Icons.of("fth-upload"));
        export.setMinWidth(USE_PREF_SIZE);
        device.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(palette, Priority.SOMETIMES);
        palette.setMaxWidth(300);
        Button home = Ui.iconButton(actions.named("view.start"));
        getChildren()
                .addAll(
                        MainMenu.of(actions),
                        brand,
                        open,
                        home,
                        Ui.iconButton(actions.named("edit.undo")),
                        Ui.iconButton(actions.named("edit.redo")),
                        Ui.spring(),
                        palette,
                        Ui.spring(),
                        device,
                        export,
                        Ui.iconButton(actions.named("view.theme")));
    }

    /** Where words are large and the window is small, the name goes: the frame of the window has it too. */
    @Override
    protected void layoutChildren() {
        boolean room = getWidth() >= least() + getSpacing() + brand.minWidth(-1);
        brand.setManaged(room);
        brand.setVisible(room);
        super.layoutChildren();
    }

    @Override
    protected double computeMinWidth(double height) {
        return least();
    }

    /** What all but the name take at least. */
    private double least() {
        double width = snappedLeftInset() + snappedRightInset() + (getChildren().size() - 2) * getSpacing();
        for (Node node : getChildren()) {
            width += node.equals(brand) ? 0 : node.minWidth(-1);
        }
        return width;
    }
}
