package org.triggerworkbench.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FileWordTest {
    @Test
    void shown_isShortAndHasNoControlCharacters() {
        assertEquals("a?[31mb?c?d", FileWord.shown("a\u001b[31mb\nc\u202ed"));
        assertEquals("x".repeat(200) + "...", FileWord.shown("x".repeat(5000)));
    }

    @Test
    void visible_keepsLinesAndTabs() {
        assertEquals("a\nb\tc?d?", FileWord.visible("a\nb\tc\rd\u202e"));
        assertEquals("stra\u00dfe", FileWord.visible("stra\u00dfe"));
    }
}
