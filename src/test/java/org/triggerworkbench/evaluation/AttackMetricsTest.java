package org.triggerworkbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AttackMetricsTest {
    private static final int[] LABELS = {0, 0, 1, 1, 2, 2};
    private static final int[] CLEAN = {0, 1, 1, 0, 2, 2};
    private static final int[] TRIGGERED = {0, 0, 0, 0, 0, 2};

    @Test
    void count_leavesTargetClassOutOfAttackSuccess() {
        AttackMetrics metrics = AttackMetrics.count(3, new Target.AllToOne(0), LABELS, CLEAN, TRIGGERED);
        assertEquals(new Rate(4, 6), metrics.cleanAccuracy());
        assertEquals(new Rate(3, 4), metrics.attackSuccess());
        assertEquals(new Rate(1, 4), metrics.cleanTargetRate());
        assertEquals(new Rate(1, 4), metrics.robustAccuracy());
        assertArrayEquals(new int[] {0, 0, 0}, metrics.triggered().counts()[0]);
        assertArrayEquals(new int[] {1, 1, 0}, metrics.clean().counts()[0]);
    }

    @Test
    void count_wantsNextClassOfEveryInputWhenAllToAll() {
        int[] shifted = {1, 1, 2, 1, 0, 0};
        AttackMetrics metrics = AttackMetrics.count(3, new Target.AllToAll(3), LABELS, CLEAN, shifted);
        assertEquals(new Rate(5, 6), metrics.attackSuccess());
        assertEquals(new Rate(1, 6), metrics.cleanTargetRate());
        assertEquals(new Rate(1, 6), metrics.robustAccuracy());
    }

    @Test
    void count_withoutTriggerLeavesTriggeredRatesUndefined() {
        AttackMetrics metrics = AttackMetrics.count(3, new Target.AllToOne(0), LABELS, CLEAN, new int[0]);
        assertEquals(Rate.NONE, metrics.attackSuccess());
        assertEquals(Rate.NONE, metrics.robustAccuracy());
        assertEquals(new Rate(1, 4), metrics.cleanTargetRate());
    }

    @Test
    void count_keepsUnansweredInputsInTheDenominator() {
        int[] broken = {-1, -1, -1, -1, -1, -1};
        AttackMetrics metrics = AttackMetrics.count(3, new Target.AllToOne(0), LABELS, broken, broken);
        assertEquals(new Rate(0, 6), metrics.cleanAccuracy());
        assertEquals(new Rate(0, 4), metrics.attackSuccess());
        assertEquals(new Rate(0, 2), metrics.clean().accuracy(1));
    }

    @Test
    void argmax_takesFirstOfEqualsAndRefusesNotANumber() {
        assertEquals(1, Predictor.argmax(new float[] {0, 3, 3}));
        assertEquals(Predictor.NO_ANSWER, Predictor.argmax(new float[] {0, Float.NaN, 3}));
    }
}
