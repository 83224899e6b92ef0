package org.triggerworkbench.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlainNumberTest {
    @Test
    void numbers_asPeopleWriteThem() {
        assertEquals("12", PlainNumber.of(12));
        assertEquals("-0.1", PlainNumber.of(-0.1));
        assertEquals("0.0001", PlainNumber.of(1e-4));
        assertEquals("1.0E20", PlainNumber.of(1e20));
        assertEquals("NaN", PlainNumber.of(Double.NaN));
        assertEquals("Infinity", PlainNumber.of(Double.POSITIVE_INFINITY));
    }
}
