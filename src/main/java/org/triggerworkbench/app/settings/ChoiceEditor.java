package org.triggerworkbench.app.settings;

import java.util.Map;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Ui;

/** A setting chosen from a few. */
final class ChoiceEditor extends SettingEditor {
    private final ComboBox<String> box = new ComboBox<>();

    /**
     * @param id of the control
     * @param name of the setting, for screen readers
     * @param titles by value, in their order
     */
    ChoiceEditor(String id, String name, Map<String, String> titles) {
        Ui.named(box, id, name);
        box.getItems().setAll(titles.keySet());
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String value) {
                return value == null ? "" : titles.getOrDefault(value, value);
            }

            @Override
            public String fromString(String title) {
                return title;
            }
        });
        show(box);
    }

    @Override
    void setFixed(boolean fixed) {
        box.setDisable(fixed);
    }

    @Override
    void onChosen(Runnable run) {
        box.valueProperty().subscribe((before, now) -> {
            if (before != null && now != null) {
                run.run();
            }
        });
    }

    @Override
    public String getValue() {
        String value = box.getValue();
        return value == null ? "" : value;
    }

    @Override
    public void setValue(String value) {
        if (!box.getItems().contains(value)) {
            box.getItems().add(value);
        }
        box.setValue(value);
    }
}
