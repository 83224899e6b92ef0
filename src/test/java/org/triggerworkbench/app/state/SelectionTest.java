package org.triggerworkbench.app.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private final Selection selection = new Workbench().selection();

    @Test
    void isLit_holdsForAllWhileNothingIsChosen() {
        assertTrue(selection.isLit(7));
        selection.choose(List.of(3, 5));
        assertTrue(selection.isLit(5));
        assertFalse(selection.isLit(7));
        selection.clear();
        assertTrue(selection.isLit(7));
    }

    @Test
    void toggle_addsAndTakesAway() {
        selection.toggle(4);
        selection.toggle(9);
        assertEquals(Set.of(4, 9), selection.chosen().get());
        assertEquals(9, selection.primary().get());
        selection.toggle(9);
        assertEquals(Set.of(4), selection.chosen().get());
    }

    @Test
    void only_choosesNothingAndEnlargesOne() {
        selection.choose(List.of(1, 2));
        selection.only(8);
        assertEquals(8, selection.primary().get());
        assertEquals(Set.of(), selection.chosen().get());
    }
}
