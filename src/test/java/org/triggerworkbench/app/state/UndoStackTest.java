package org.triggerworkbench.app.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UndoStackTest {
    private final UndoStack stack = new UndoStack();
    private final List<Integer> values = new ArrayList<>(List.of(0));

    private void set(int value, @Nullable Object gesture) {
        int before = values.getLast();
        stack.apply(new Edit("Set " + value, () -> values.add(before), () -> values.add(value), gesture));
    }

    @Test
    void undo_takesBackInReverseOrder() {
        set(1, null);
        set(2, null);
        stack.undo();
        assertEquals(1, values.getLast());
        assertEquals("Set 1", stack.undoLabel().get());
        stack.undo();
        assertEquals(0, values.getLast());
        assertFalse(stack.canUndo().get());
        stack.redo();
        stack.redo();
        assertEquals(2, values.getLast());
    }

    @Test
    void keep_makesOneStepOfAGesture() {
        Object drag = new Object();
        set(1, drag);
        set(2, drag);
        set(3, drag);
        stack.undo();
        assertEquals(0, values.getLast());
        assertFalse(stack.canUndo().get());
        stack.redo();
        assertEquals(3, values.getLast());
    }

    @Test
    void keep_forgetsWhatWasUndone() {
        set(1, null);
        stack.undo();
        set(2, null);
        assertFalse(stack.canRedo().get());
        stack.redo();
        assertEquals(2, values.getLast());
    }

    @Test
    void keep_holdsFiftySteps() {
        for (int i = 1; i <= 60; i++) {
            set(i, null);
        }
        int steps = 0;
        while (stack.canUndo().get()) {
            stack.undo();
            steps++;
        }
        assertEquals(50, steps);
        assertEquals(10, values.getLast());
    }

    @Test
    void keep_ignoresEditsThatUndoingCauses() {
        stack.apply(new Edit("Outer", () -> set(9, null), () -> values.add(5)));
        stack.undo();
        assertFalse(stack.canUndo().get());
        assertTrue(stack.canRedo().get());
    }
}
