package org.triggerworkbench.app.shared;

import javafx.scene.Node;
import org.kordamp.ikonli.javafx.FontIcon;

/** Line icons of one family (Feather), 16 px. */
public final class Icons {
    private Icons() {}

    /** @param literal of Ikonli's Feather pack, such as {@code fth-play} */
    public static Node of(String literal) {
        FontIcon icon = new FontIcon(literal);
        icon.getStyleClass().add("tw-icon");
        return icon;
    }
}
