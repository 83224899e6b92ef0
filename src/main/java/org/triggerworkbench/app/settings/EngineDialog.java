package org.triggerworkbench.app.settings;

import java.util.List;
import java.util.Map;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.event.ActionEvent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.stage.Window;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.DialogPlace;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.compute.EngineReport;
import org.triggerworkbench.text.Messages;

/** The engine's page in a dialog; while it shows, memory is asked for every second. */
public final class EngineDialog {
    private static final Messages TEXT = Messages.of(EngineDialog.class);
    private static final double WIDTH = 600;
    private static final double HEIGHT = 620;
    private static final Duration PACE = Duration.seconds(1);

    private EngineDialog() {}

    /**
     * The dialog, not yet shown. Window thread only.
     *
     * @param natives buttons that bring other natives, to stand before the one for a libtorch that is there
     */
    public static Dialog<Void> of(
            @Nullable Window owner, Theme theme, EngineModel model, Dialogs dialogs, List<Button> natives) {
        Dialog<Void> dialog = new Dialog<>();
        DialogPlace.own(dialog, owner);
        dialog.setTitle(TEXT.get("engine.title"));
        dialog.setResizable(true);
        DialogPane pane = dialog.getDialogPane();
        pane.setId("engine");
        pane.getStyleClass().add("tw-engine");
        EnginePage page = new EnginePage(model, dialogs, natives);
        pane.setContent(page.node());
        Ui.size(dialog, WIDTH, HEIGHT);
        ButtonType copy = new ButtonType(TEXT.get("engine.copy"), ButtonBar.ButtonData.LEFT);
        pane.getButtonTypes().addAll(copy, ButtonType.CLOSE);
        if (pane.lookupButton(copy) instanceof Button button) {
            button.setId("engine-copy");
            // It leaves the dialog open.
            button.addEventFilter(ActionEvent.ACTION, event -> {
                event.consume();
                copy(model.report().get());
                button.setText(TEXT.get("engine.copied"));
            });
        }
        Timeline clock = new Timeline(new KeyFrame(PACE, _ -> model.refresh()));
        clock.setCycleCount(Animation.INDEFINITE);
        // By its window: a dialog hears nothing where that is closed without it.
        pane.getScene()
                .windowProperty()
                .flatMap(Window::showingProperty)
                .orElse(false)
                .subscribe((_, showing) -> {
                    if (showing) {
                        model.refresh();
                        clock.play();
                    } else {
                        clock.stop();
                        page.end();
                    }
                });
        theme.dress(pane.getScene());
        return dialog;
    }

    private static void copy(@Nullable EngineReport now) {
        if (now != null) {
            Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, now.text()));
        }
    }
}
