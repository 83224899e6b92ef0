package org.triggerworkbench.app.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.Phase;

/** What is said of the time left is said of what it is the time of. */
class RunWordsTest {
    @Test
    void timeLeft_isOfThePhase_whereOthersFollow() {
        assertEquals("attack, phase 1 of 3: step 15 of 100, 43 s left of this phase", RunWords.where(at(1), null));
        assertEquals(", 43 s left of this phase", RunWords.left(at(2)));
        assertEquals("attack, phase 3 of 3: step 15 of 100, 43 s left", RunWords.where(at(3), null));
        assertEquals(", 43 s left", RunWords.left(at(3)));
    }

    private static RunCurves.Latest at(int phase) {
        Phase of = new Phase("seed-" + phase, Phase.Part.METHOD, phase, 3);
        MetricEvent.Step step = new MetricEvent.Step(of, 15, 100, 1, Map.of(), 0.1, 10, 1);
        return new RunCurves.Latest(step, 2, OptionalLong.empty());
    }
}
