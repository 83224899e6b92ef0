package org.triggerworkbench.training.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void factor_risesInALineOverTheWarmup() {
        for (Schedule schedule : Schedule.values()) {
            assertEquals(0.25, schedule.factor(0, 20, 4), 1e-12);
            assertEquals(0.75, schedule.factor(2, 20, 4), 1e-12);
            assertEquals(1, schedule.factor(4, 20, 4), 1e-12);
        }
    }

    @Test
    void factor_ofConstantStaysOne() {
        assertEquals(1, Schedule.CONSTANT.factor(0, 10, 0));
        assertEquals(1, Schedule.CONSTANT.factor(9, 10, 0));
    }

    @Test
    void factor_ofCosineFallsToTheEndOfItsHalfWave() {
        assertEquals(1, Schedule.COSINE.factor(0, 10, 0), 1e-12);
        assertEquals(0.5, Schedule.COSINE.factor(5, 10, 0), 1e-12);
        assertEquals(0.5 * (1 + Math.cos(Math.PI * 0.9)), Schedule.COSINE.factor(9, 10, 0), 1e-12);
        assertEquals(0.5, Schedule.COSINE.factor(8, 12, 4), 1e-12);
    }

    @Test
    void factor_isANumberWhenTheWarmupIsAsLongAsTheRun() {
        assertEquals(1, Schedule.COSINE.factor(3, 4, 4));
        assertEquals(1, Schedule.COSINE.factor(4, 4, 4));
    }
}
