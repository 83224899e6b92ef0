package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command line, run inside this process, did. */
record ProgramOutcome(int code, String out, String err) {
    static ProgramOutcome of(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = CommandLines.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new ProgramOutcome(code, out.toString(), err.toString());
    }

    /** It was refused: this code, nothing on standard output, one sentence with these parts, no stack trace. */
    void requireRefusal(int wantedCode, String... parts) {
        assertEquals(wantedCode, code, err);
        assertEquals("", out);
        String sentence = err.lines().findFirst().orElse("");
        for (String part : parts) {
            assertTrue(sentence.contains(part), () -> "\"" + part + "\" is not in: " + err);
        }
        assertFalse(err.contains("\tat "), err);
        assertFalse(err.contains("unexpected"), err);
        assertTrue(
                err.lines()
                                .filter(line -> !line.matches("(See|Did you mean|Possible solutions)\\b.*"))
                                .count()
                        == 1,
                err);
    }
}
