package org.triggerworkbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RateTest {
    @Test
    void value_isShareOfCounted() {
        assertEquals(0.25, new Rate(2, 8).value());
    }

    @Test
    void value_isNotANumberWhenNothingWasCounted() {
        assertTrue(Double.isNaN(Rate.NONE.value()));
        assertTrue(Double.isNaN(Rate.NONE.wilson().low()));
        assertFalse(Rate.NONE.isDefined());
    }

    /** Half of ten: p = 0.5 +- z sqrt(n + z^2) / (2 (n + z^2)) by the closed form at p = 1/2. */
    @Test
    void wilson_matchesHandValueAtOneHalf() {
        Interval interval = new Rate(5, 10).wilson();
        double z = 1.959963985;
        double half = z / (2 * Math.sqrt(10 + z * z));
        assertEquals(0.5 - half, interval.low(), 1e-12);
        assertEquals(0.5 + half, interval.high(), 1e-12);
    }

    @Test
    void wilson_matchesPublishedValueNearOne() {
        Interval interval = new Rate(57, 58).wilson();
        assertEquals(0.909, interval.low(), 5e-4);
        assertEquals(0.997, interval.high(), 5e-4);
    }

    @Test
    void wilson_reachesTheEndExactlyAndHasWidth() {
        double z2 = 1.959963985 * 1.959963985;
        assertEquals(0.0, new Rate(0, 20).wilson().low());
        assertEquals(z2 / (20 + z2), new Rate(0, 20).wilson().high(), 1e-12);
        assertEquals(1.0, new Rate(20, 20).wilson().high());
        assertEquals(20 / (20 + z2), new Rate(20, 20).wilson().low(), 1e-12);
    }

    @Test
    void constructor_refusesMoreHitsThanInputs() {
        assertThrows(IllegalArgumentException.class, () -> new Rate(3, 2));
    }
}
