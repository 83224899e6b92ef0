package org.triggerworkbench.app.settings;

import javafx.scene.control.Button;
import org.triggerworkbench.app.shared.Ui;

/** A setting that something else chooses: a button that begins it. */
final class ButtonEditor extends SettingEditor {
    private final Button button;
    private String value = "";

    /**
     * @param id of the button
     * @param title on it, also for screen readers
     */
    ButtonEditor(String id, String title, Runnable pressed) {
        button = new Button(title);
        Ui.named(button, id, title);
        button.setOnAction(_ -> pressed.run());
        show(button);
    }

    @Override
    void setFixed(boolean fixed) {
        button.setDisable(fixed);
    }

    /** What it begins keeps its own choice. */
    @Override
    void onChosen(Runnable run) {}

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public void setValue(String now) {
        value = now;
    }
}
