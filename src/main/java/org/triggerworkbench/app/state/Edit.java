package org.triggerworkbench.app.state;

import org.jspecify.annotations.Nullable;

/**
 * One edit that can be undone.
 *
 * @param label what it did, for the menu, such as "Move trigger"
 * @param undo takes it back
 * @param redo does it again
 * @param gesture edits of the same gesture are one step; null for an edit of its own
 */
public record Edit(
        String label,
        Runnable undo,
        Runnable redo,
        @Nullable Object gesture) {
    public Edit(String label, Runnable undo, Runnable redo) {
        this(label, undo, redo, null);
    }

    /** This and a later edit of the same gesture as one. */
    Edit then(Edit later) {
        return new Edit(label, undo, later.redo, gesture);
    }
}
