package org.triggerworkbench.app.shared;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The one list of all actions. */
public final class Actions {
    private final List<Action> all = new ArrayList<>();

    /**
     * Adds what a view brings.
     *
     * @throws IllegalArgumentException if an id or a shortcut is taken
     */
    public void add(List<Action> more) {
        for (Action action : more) {
            for (Action known : all) {
                boolean sameKey = action.shortcut() != null && action.shortcut().equals(known.shortcut());
                if (known.id().equals(action.id()) || sameKey) {
                    throw new IllegalArgumentException(action.id() + " clashes with " + known.id());
                }
            }
            all.add(action);
        }
    }

    public List<Action> all() {
        return Collections.unmodifiableList(all);
    }

    /**
     * An action by its id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Action named(String id) {
        return all.stream()
                .filter(action -> action.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no action " + id));
    }
}
