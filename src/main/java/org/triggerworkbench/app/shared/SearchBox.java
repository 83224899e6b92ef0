package org.triggerworkbench.app.shared;

import org.controlsfx.control.SearchableComboBox;
import org.jspecify.annotations.Nullable;

/** A choice found by any part of its name. While letters are typed it has no value; left so, it has the one before again. */
@SuppressWarnings("this-escape") // what watches it looks at it only later
public class SearchBox<T> extends SearchableComboBox<T> {
    private static final int ROWS = 12;

    private @Nullable T last;

    /**
     * @param id of the control
     * @param name for screen readers, of the box and of the field that is typed in
     */
    public SearchBox(String id, String name) {
        Ui.named(this, id, name);
        setVisibleRowCount(ROWS);
        setMaxWidth(Double.MAX_VALUE);
        valueProperty().subscribe(now -> {
            if (now != null) {
                last = now;
            }
        });
        showingProperty().subscribe(() -> {
            T before = last;
            if (!isShowing()
                    && getValue() == null
                    && before != null
                    && getItems().contains(before)) {
                setValue(before);
            }
        });
        skinProperty().subscribe(skin -> {
            if (skin != null) {
                getChildrenUnmodifiable().forEach(part -> part.setAccessibleText(name));
            }
        });
    }
}
