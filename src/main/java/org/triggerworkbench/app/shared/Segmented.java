package org.triggerworkbench.app.shared;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/** A few choices side by side, exactly one taken: a property as buttons. */
public final class Segmented<T> extends HBox {
    private final ToggleGroup group = new ToggleGroup();

    /**
     * @param value follows the buttons, and they it
     * @param title of a choice, for people
     */
    public Segmented(List<T> choices, ObjectProperty<T> value, Function<T, String> title) {
        getStyleClass().add("tw-segmented");
        for (T choice : choices) {
            ToggleButton button = new ToggleButton(title.apply(choice));
            button.setToggleGroup(group);
            button.setUserData(choice);
            button.setSelected(choice.equals(value.get()));
            button.setMinWidth(USE_PREF_SIZE);
            button.setOnAction(_ -> {
                // One is always taken: a click on the taken one changes nothing.
                button.setSelected(true);
                value.set(choice);
            });
            getChildren().add(button);
        }
        value.addListener((_, _, now) -> group.getToggles()
                .forEach(toggle -> toggle.setSelected(toggle.getUserData().equals(now))));
    }
}
