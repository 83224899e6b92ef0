package org.triggerworkbench.app.shared;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/**
 * A view as the shell takes it in: it may be one of several tabs of a panel, and be maximised.
 *
 * @param id unique, such as {@code paint}
 * @param title for people
 * @param header small controls at the right of its title
 * @param content what it shows; fills the panel
 * @param actions it brings to menus, palette and shortcuts
 * @param whole whether it takes the whole middle while it is in front, the rails' places too
 */
public record ViewPart(
        String id, String title, List<Node> header, Region content, List<Action> actions, boolean whole) {
    public ViewPart {
        header = List.copyOf(header);
        actions = List.copyOf(actions);
    }

    /** One among others in its panel. */
    public ViewPart(String id, String title, List<Node> header, Region content, List<Action> actions) {
        this(id, title, header, content, actions, false);
    }
}
