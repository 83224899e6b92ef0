package org.triggerworkbench.app.shared;

import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.text.Messages;

/**
 * Something the user can do. Menus, tool bars, the palette, shortcuts and the shortcut sheet are all made from one list of
 * these.
 *
 * @param id such as {@code edit.undo}; unique
 * @param menu it stands in
 * @param title for people, such as "Undo"
 * @param icon literal of the icon; empty for none
 * @param shortcut null for none
 * @param enabled whether it can be done now
 * @param run does it, on the window thread
 */
public record Action(
        String id,
        Menu menu,
        String title,
        String icon,
        @Nullable KeyCombination shortcut,
        ObservableValue<Boolean> enabled,
        Runnable run) {

    /** The menus, in their order. */
    public enum Menu {
        FILE,
        EDIT,
        VIEW,
        PAINT,
        TRAIN,
        WINDOW,
        HELP
    }

    /**
     * An action that can always be done.
     *
     * @param text bundle with the title under {@code action.ID}
     * @param shortcut such as {@code Shortcut+Z}; empty for none
     */
    public static Action of(Messages text, String id, Menu menu, String icon, String shortcut, Runnable run) {
        return of(text, id, menu, icon, shortcut, new SimpleBooleanProperty(true), run);
    }

    /** As the other, with a condition. */
    public static Action of(
            Messages text,
            String id,
            Menu menu,
            String icon,
            String shortcut,
            ObservableValue<Boolean> enabled,
            Runnable run) {
        return new Action(
                id,
                menu,
                text.get(key(id)),
                icon,
                shortcut.isEmpty() ? null : KeyCombination.valueOf(shortcut),
                enabled,
                run);
    }

    private static String key(String id) {
        return String.join(".", "action", id);
    }

    /** The same under another id and title. */
    public Action named(String newId, String newTitle) {
        return new Action(newId, menu, newTitle, icon, shortcut, enabled, run);
    }

    /** Does it if it can be done. */
    public void fire() {
        if (enabled.getValue()) {
            run.run();
        }
    }

    /** Title and shortcut, for a tooltip. */
    public String tip() {
        return shortcut == null ? title : title + "  " + shortcut.getDisplayText();
    }
}
