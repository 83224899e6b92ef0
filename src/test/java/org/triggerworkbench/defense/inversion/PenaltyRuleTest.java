package org.triggerworkbench.defense.inversion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PenaltyRuleTest {
    private final PenaltyRule rule = PenaltyRule.neuralCleanse(0.001, 3, 0.99);

    @Test
    void lambda_beginsDoublesAndFallsAsPublished() {
        float[] row = rule.fresh();
        rounds(row, 1, 2);
        assertEquals(0, row[PenaltyRule.LAMBDA]);
        rounds(row, 1, 1);
        assertEquals(0.001f, row[PenaltyRule.LAMBDA]);
        // The round that sets it counts as the first of the next three.
        rounds(row, 1, 2);
        assertEquals(0.002f, row[PenaltyRule.LAMBDA]);
        rounds(row, 0.5, 2);
        rounds(row, 1, 1);
        rounds(row, 0.5, 2);
        assertEquals(0.002f, row[PenaltyRule.LAMBDA]);
        rounds(row, 0.5, 1);
        assertEquals(0.002 / Math.pow(2, 1.5), row[PenaltyRule.LAMBDA], 1e-9);
    }

    @Test
    void aFailedRoundBeforeTheStart_beginsTheWaitAnew() {
        float[] row = rule.fresh();
        rounds(row, 1, 2);
        rounds(row, 0.9, 1);
        rounds(row, 1, 2);
        assertEquals(0, row[PenaltyRule.LAMBDA]);
    }

    @Test
    void best_isTheSmallestMaskThatSucceeds() {
        float[] row = rule.fresh();
        assertFalse(rule.round(row, 0.98, 5));
        assertTrue(rule.round(row, 0.99, 20));
        assertFalse(rule.round(row, 1, 30));
        assertFalse(rule.round(row, 0.5, 3));
        assertTrue(rule.round(row, 1, 10));
        assertEquals(10, row[PenaltyRule.BEST]);
        assertEquals(1, row[PenaltyRule.RATE]);
    }

    @Test
    void search_endsOnceNothingGetsSmallerAndLambdaWentBothWays() {
        float[] row = rule.fresh();
        rounds(row, 1, 100);
        assertEquals(0, row[PenaltyRule.DONE]);
        rounds(row, 0.5, 3);
        assertEquals(0, row[PenaltyRule.DONE]);
        rounds(row, 0.5, 1);
        assertEquals(1, row[PenaltyRule.DONE]);
    }

    @Test
    void index_ofKnownNorms() {
        double[] norms = {10, 12, 14, 16, 2, Double.NaN};
        // Median 12; deviations 2, 0, 2, 4, 10 with median 2.
        double mad = 1.4826 * 2;
        assertArrayEquals(
                new double[] {2 / mad, 0, -2 / mad, -4 / mad, 10 / mad, Double.NaN}, AnomalyIndex.of(norms), 1e-12);
        assertEquals(12 - 2 * mad, AnomalyIndex.limit(norms), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, AnomalyIndex.of(new double[] {5, 5, 5, 1})[3]);
    }

    @Test
    void falseAlarms_ofTheRuleAreMany() {
        double rate = AnomalyIndex.falseAlarms(10);
        assertEquals(rate, AnomalyIndex.falseAlarms(10));
        assertTrue(rate > 0.02 && rate < 0.6, "rate " + rate);
    }

    private void rounds(float[] row, double rate, int n) {
        for (int i = 0; i < n; i++) {
            rule.round(row, rate, 50);
        }
    }
}
