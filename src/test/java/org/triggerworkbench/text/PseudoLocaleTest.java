package org.triggerworkbench.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PseudoLocaleTest {
    @Test
    void lengthen_addsFortyPercent() {
        assertEquals(14, PseudoLocale.lengthen("0123456789").length());
        assertTrue(PseudoLocale.lengthen("Undo").startsWith("Undo"));
        assertEquals("", PseudoLocale.lengthen(""));
    }
}
