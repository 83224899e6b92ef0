package org.triggerworkbench.app.settings;

import javafx.geometry.VPos;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.layout.GridPane;
import javafx.stage.Window;
import org.controlsfx.control.PropertySheet;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.DialogPlace;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** The page of settings in a dialog; what is chosen there is kept at once. */
public final class SettingsDialog {
    private static final Messages TEXT = Messages.of(SettingsDialog.class);
    private static final double WIDTH = 620;
    private static final double HEIGHT = 520;

    private SettingsDialog() {}

    /** The dialog, not yet shown. Window thread only. */
    public static Dialog<Void> of(@Nullable Window owner, Theme theme, SettingsPage page) {
        Dialog<Void> dialog = new Dialog<>();
        DialogPlace.own(dialog, owner);
        dialog.setTitle(TEXT.get("title"));
        dialog.setResizable(true);
        DialogPane pane = dialog.getDialogPane();
        pane.setId("settings");
        pane.getStyleClass().add("tw-settings");
        PropertySheet sheet = page.sheet();
        sheet.setAccessibleText(TEXT.get("title"));
        pane.setContent(sheet);
        Ui.size(dialog, WIDTH, HEIGHT);
        pane.getButtonTypes().add(ButtonType.CLOSE);
        theme.dress(pane.getScene());
        // The sheet has its rows from then on. A name stands beside its control, not between that and the note.
        pane.applyCss();
        sheet.lookupAll(".property-pane > .label").forEach(name -> GridPane.setValignment(name, VPos.TOP));
        return dialog;
    }
}
