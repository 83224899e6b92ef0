package org.triggerworkbench.app.paint.view;

import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import org.triggerworkbench.app.paint.document.Sprite;
import org.triggerworkbench.app.paint.tools.PaintModel;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.TrayItem;
import org.triggerworkbench.text.Messages;

/** The tray: a thumbnail a trigger, the present one outlined. Delete or the menu discards one. */
final class TrayStrip extends FlowPane {
    private static final Messages TEXT = Messages.of(TrayStrip.class);
    private static final double SIDE = 36;

    private final PaintModel model;

    TrayStrip(PaintModel model) {
        super(6, 6);
        this.model = model;
        model.tray().items().subscribe(this::fill);
        model.workbench().trigger().subscribe(_ -> select());
    }

    private void fill(List<TrayItem> items) {
        List<ToggleButton> thumbs = items.stream().map(this::thumb).toList();
        getChildren().setAll(thumbs);
        setManaged(!thumbs.isEmpty());
        select();
    }

    private ToggleButton thumb(TrayItem item) {
        ToggleButton button = Ui.styled(new ToggleButton(), "tw-thumb");
        button.setUserData(item);
        button.setAccessibleText(item.name());
        button.setTooltip(new Tooltip(item.name()));
        button.setGraphic(picture(item));
        button.setOnAction(_ -> {
            model.tray().take(item);
            select();
        });
        button.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.DELETE) {
                model.tray().remove(item);
                event.consume();
            }
        });
        MenuItem discard = new MenuItem(TEXT.get("tray.discard"));
        discard.setOnAction(_ -> model.tray().remove(item));
        button.setContextMenu(new ContextMenu(discard));
        return button;
    }

    /** Whole multiples of its pixels where it is small. */
    private static ImageView picture(TrayItem item) {
        Sprite sprite = new Sprite(item.width(), item.height(), item.thumbnail()).within((int) SIDE);
        int longest = Math.max(sprite.width(), sprite.height());
        return PixelImage.of(sprite.width(), sprite.height(), sprite.premultiplied())
                .view(longest * Math.floor(SIDE / longest));
    }

    private void select() {
        getChildren().forEach(node -> {
            if (node instanceof ToggleButton button && button.getUserData() instanceof TrayItem item) {
                button.setSelected(model.tray().isShown(item));
            }
        });
    }
}
