package org.triggerworkbench.app.settings;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.property.editor.PropertyEditor;
import org.triggerworkbench.app.shared.Ui;

/** What a setting is chosen with, and a line below it that says when the choice counts. */
abstract class SettingEditor implements PropertyEditor<String> {
    private final Label note = Ui.wrapped(Ui.secondary(""));
    private final VBox all = Ui.styled(new VBox(2), "tw-setting");

    /** @param control all of it but the note */
    final void show(Region control) {
        all.getChildren().setAll(control, note);
        note.managedProperty().bind(note.textProperty().isNotEmpty());
    }

    /** What stands below; empty for nothing. */
    final void note(ObservableValue<String> text) {
        note.textProperty().bind(text);
    }

    /** Whether the note is one to act on. */
    final void stress(boolean on) {
        note.getStyleClass().removeAll("tw-strong");
        if (on) {
            note.getStyleClass().add("tw-strong");
        }
    }

    /** Whether it can be chosen at all. */
    abstract void setFixed(boolean fixed);

    /** Runs whenever something else was chosen. */
    abstract void onChosen(Runnable run);

    @Override
    public final Node getEditor() {
        return all;
    }
}
