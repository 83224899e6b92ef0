package org.triggerworkbench.app.state;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** The edits that can be undone, at most {@value #LIMIT}; a new edit forgets those that were undone. */
public final class UndoStack {
    static final int LIMIT = 50;

    private final Deque<Edit> done = new ArrayDeque<>();
    private final Deque<Edit> undone = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper undoLabel = new ReadOnlyStringWrapper("");
    private boolean replaying;

    /** Does an edit and keeps it. */
    public void apply(Edit edit) {
        edit.redo().run();
        keep(edit);
    }

    /** Keeps an edit that is already done. Edits made while another is undone or redone are part of that. */
    public void keep(Edit edit) {
        if (replaying) {
            return;
        }
        Edit last = done.peekLast();
        if (last != null && edit.gesture() != null && edit.gesture().equals(last.gesture())) {
            done.removeLast();
            done.addLast(last.then(edit));
        } else {
            done.addLast(edit);
        }
        if (done.size() > LIMIT) {
            done.removeFirst();
        }
        undone.clear();
        refresh();
    }

    /** Takes back the last edit; does nothing where there is none. */
    public void undo() {
        move(done.pollLast(), true);
    }

    /** Does the last edit that was undone again; does nothing where there is none. */
    public void redo() {
        move(undone.pollLast(), false);
    }

    /** Forgets everything, as when something else is opened. */
    public void clear() {
        done.clear();
        undone.clear();
        refresh();
    }

    private void move(@Nullable Edit edit, boolean back) {
        if (edit == null) {
            return;
        }
        replaying = true;
        try {
            (back ? edit.undo() : edit.redo()).run();
        } finally {
            replaying = false;
        }
        (back ? undone : done).addLast(edit);
        refresh();
    }

    private void refresh() {
        Edit last = done.peekLast();
        Edit next = undone.peekLast();
        canUndo.set(last != null);
        canRedo.set(next != null);
        undoLabel.set(last == null ? "" : last.label());
    }

    public ReadOnlyBooleanProperty canUndo() {
        return canUndo.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRedo() {
        return canRedo.getReadOnlyProperty();
    }

    /** What undo would take back; empty where there is nothing. */
    public ReadOnlyStringProperty undoLabel() {
        return undoLabel.getReadOnlyProperty();
    }
}
