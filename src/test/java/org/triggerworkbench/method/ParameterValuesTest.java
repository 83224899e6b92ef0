package org.triggerworkbench.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.text.InputException;

class ParameterValuesTest {
    private static final List<Parameter> PARAMETERS = List.of(
            new Parameter.Numeric("rate", 0.05, 0, 0.5, false, false),
            new Parameter.Numeric("count", 16, 1, 1024, true, false),
            new Parameter.Choice("kind", "soft", List.of("soft", "hard"), true));

    @Test
    void of_fillsInPresets() {
        ParameterValues values = ParameterValues.of(PARAMETERS, Map.of());
        assertEquals(0.05, values.number("rate"));
        assertEquals(16, values.whole("count"));
        assertEquals("soft", values.choice("kind"));
        assertEquals(Map.of("rate", 0.05, "count", 16.0, "kind", "soft"), values.all());
    }

    @Test
    void of_takesGivenValuesOfAnyNumberType() {
        ParameterValues values = ParameterValues.of(PARAMETERS, Map.of("rate", 0L, "count", 1024.0, "kind", "hard"));
        assertEquals(0, values.number("rate"));
        assertEquals(1024, values.whole("count"));
        assertEquals("hard", values.choice("kind"));
        assertEquals(values.all(), ParameterValues.of(PARAMETERS, values.all()).all());
    }

    @Test
    void of_refusesWhatIsOutOfBoundsOrOfAnotherType() {
        assertEquals("rate = 0.51 cannot be used; give a number from 0 to 0.5.", sentence(Map.of("rate", 0.51)));
        assertTrue(sentence(Map.of("rate", Double.NaN)).contains("rate = NaN"));
        assertTrue(sentence(Map.of("rate", "much")).contains("rate = much"));
        assertEquals("count = 1.5 cannot be used; give a whole number from 1 to 1024.", sentence(Map.of("count", 1.5)));
        assertTrue(sentence(Map.of("count", 0)).contains("count = 0"));
        assertEquals("kind = Soft cannot be used; give one of soft, hard.", sentence(Map.of("kind", "Soft")));
        assertTrue(sentence(Map.of("kind", 1)).contains("kind = 1"));
    }

    @Test
    void number_refusesUnknownKeys() {
        ParameterValues values = ParameterValues.of(PARAMETERS, Map.of("other", 1));
        assertThrows(IllegalArgumentException.class, () -> values.number("other"));
    }

    private static String sentence(Map<String, Object> given) {
        return assertThrows(InputException.class, () -> ParameterValues.of(PARAMETERS, given))
                .sentence();
    }
}
