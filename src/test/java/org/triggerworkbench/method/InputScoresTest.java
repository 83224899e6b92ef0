package org.triggerworkbench.method;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InputScoresTest {
    @Test
    void typical_isInTheMiddleWithAndWithoutTheTrigger() {
        // The median of the triggered scores alone would be place 4, whose clean score is the least.
        InputScores scores = InputScores.of(
                "margin", new double[] {9, 3, 4, 5, 1}, new double[] {9, 1, 6, 7, 6.5}, 0.05, 1, "Found");
        assertEquals(2, scores.typical());
    }
}
