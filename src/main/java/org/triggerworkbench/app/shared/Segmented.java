package org.triggerworkbench.app.shared;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import org.controlsfx.control.SegmentedButton;

/** A few choices side by side, exactly one taken: a property as buttons. */
public final class Segmented<T> extends SegmentedButton {
    private static final double LEAST = 36;

    private final Map<T, ToggleButton> buttons = new LinkedHashMap<>();

    /**
     * @param value follows the buttons, and they it
     * @param title of a choice, for people
     */
    public Segmented(List<T> choices, ObjectProperty<T> value, Function<T, String> title) {
        for (T choice : choices) {
            ToggleButton button = new ToggleButton(title.apply(choice));
            button.setMinWidth(USE_PREF_SIZE);
            button.setOnAction(_ -> {
                // One is always taken: a click on the taken one changes nothing.
                button.setSelected(true);
                value.set(choice);
            });
            button.setToggleGroup(getToggleGroup());
            buttons.put(choice, button);
        }
        getButtons().setAll(buttons.values());
        value.subscribe(now -> buttons.forEach((choice, button) -> button.setSelected(choice.equals(now))));
    }

    /** Lets it be narrower than its words, which are then whole in tooltips. */
    public Segmented<T> shrinking() {
        setMinWidth(0);
        buttons.values().forEach(button -> {
            button.setMinWidth(LEAST);
            Tooltip whole = new Tooltip(button.getText());
            button.textTruncatedProperty().subscribe(cut -> button.setTooltip(cut ? whole : null));
        });
        return this;
    }

    /** With its border, which its skin leaves out: a row that may shrink would cut words for it. */
    @Override
    protected double computePrefWidth(double height) {
        return super.computePrefWidth(height) + snappedLeftInset() + snappedRightInset();
    }

    /** Leaves only some choices to be taken. */
    public void offer(Predicate<T> offered) {
        buttons.forEach((choice, button) -> button.setDisable(!offered.test(choice)));
    }
}
