package org.triggerworkbench.app.settings;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import org.controlsfx.control.PropertySheet;

/**
 * One setting as the sheet shows it; its value is a word, empty for the usual.
 *
 * @param name for people
 * @param description one sentence, for a tooltip
 * @param now what is chosen
 * @param choose takes another choice
 * @param editor of the row; made once
 */
record SettingRow(String name, String description, Supplier<String> now, Consumer<String> choose, SettingEditor editor)
        implements PropertySheet.Item {
    @Override
    public Class<?> getType() {
        return String.class;
    }

    @Override
    public String getCategory() {
        return "";
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getDescription() {
        return description;
    }

    @Override
    public Object getValue() {
        return now.get();
    }

    @Override
    public void setValue(Object value) {
        choose.accept(value.toString());
    }

    @Override
    public Optional<ObservableValue<? extends Object>> getObservableValue() {
        return Optional.empty();
    }
}
