package org.triggerworkbench.method.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Smoothing, thinning out, ticks and labels, each on its own. */
class CurveMathTest {
    @Test
    void smoothing_isTheBiasCorrectedMovingAverage() {
        // m1 = 0.5, /0.5 = 1; m2 = 0.25 + 1.5 = 1.75, /0.75; m3 = 0.875 + 2.5, /0.875
        double[] smooth = Smoothing.of(new double[] {1, 3, 5, 999}, 3, 0.5);
        assertArrayEquals(new double[] {1, 1.75 / 0.75, 3.375 / 0.875}, smooth, 1e-12);
        assertArrayEquals(new double[] {4, 2}, Smoothing.of(new double[] {4, 2}, 2, 0), 0);
    }

    @Test
    void smoothing_passesOverWhatIsNotFinite() {
        double[] smooth = Smoothing.of(new double[] {2, Double.NaN, 2}, 3, 0.9);
        assertTrue(Double.isNaN(smooth[1]));
        assertEquals(2, smooth[2], 1e-12);
        assertThrows(IllegalArgumentException.class, () -> Smoothing.of(new double[1], 1, 1));
    }

    @Test
    void decimation_keepsTheExtremesOfEachColumnInTheirOrder() {
        double[] xs = {0, 0.2, 0.4, 0.6, 1.2, 1.4, 2};
        double[] ys = {5, 9, 1, 4, Double.NaN, 7, 3};
        Points few = Decimation.of(xs, ys, 7, 0, 2, 2);
        assertArrayEquals(new double[] {0.2, 0.4, 1.4, 2}, few.xs());
        assertArrayEquals(new double[] {9, 1, 7, 3}, few.ys());
    }

    @Test
    void decimation_leavesAtMostTwoPointsAPixelAndNoExtremeOut() {
        int size = 100_000;
        double[] xs = new double[size];
        double[] ys = new double[size];
        for (int i = 0; i < size; i++) {
            xs[i] = i;
            ys[i] = Math.sin(i * 0.37) * (1 + i % 13);
        }
        Points few = Decimation.of(xs, ys, size, 0, size - 1, 500);
        assertTrue(few.size() <= 1000 && few.size() > 900, () -> "kept " + few.size());
        assertEquals(
                Arrays.stream(ys).max().orElseThrow(),
                Arrays.stream(few.ys()).max().orElseThrow());
        assertEquals(
                Arrays.stream(ys).min().orElseThrow(),
                Arrays.stream(few.ys()).min().orElseThrow());
        assertEquals(0, Decimation.of(xs, ys, 0, 0, 1, 500).size());
        for (int end = 1; end < 300; end++) {
            // The last point lies on the right edge, whatever rounding makes of it.
            assertEquals(
                    1,
                    Decimation.of(new double[] {end}, new double[] {1}, 1, 0, end, 467)
                            .size());
        }
    }

    @Test
    void labels_areMovedApartAsLittleAsCanBe() {
        assertArrayEquals(new double[] {10, 50}, LabelSpread.apart(new double[] {10, 50}, 15, 0, 100), 1e-9);
        assertArrayEquals(new double[] {42.5, 57.5}, LabelSpread.apart(new double[] {50, 50}, 15, 0, 100), 1e-9);
        assertArrayEquals(new double[] {85, 70, 100}, LabelSpread.apart(new double[] {99, 98, 100}, 15, 0, 100), 1e-9);
        assertArrayEquals(new double[] {0, 15}, LabelSpread.apart(new double[] {0, 1}, 15, 0, 100), 1e-9);
        assertEquals(0, LabelSpread.apart(new double[0], 15, 0, 100).length);
        assertArrayEquals(
                new double[] {42.5, 50, 57.5},
                LabelSpread.apart(new double[] {10, 200, 12}, new double[] {50, 50, 50}, 60, 15, 0, 100),
                1e-9);
    }

    @Test
    void ticks_areFewAndRound() {
        assertEquals(
                List.of("0", "50", "100", "150", "200", "250"),
                Ticks.linear(276, true).labels());
        assertEquals(
                List.of("0.0", "0.5", "1.0", "1.5", "2.0", "2.5"),
                Ticks.linear(2.5, false).labels());
        assertEquals(
                List.of("0.00", "0.25", "0.50", "0.75", "1.00"),
                Ticks.linear(1.0001, false).labels());
        assertEquals(List.of("0", "1", "2"), Ticks.linear(2, true).labels());
        assertEquals(
                List.of("0.01", "0.1", "1", "10"), Ticks.logarithmic(0.01, 20).labels());
        assertEquals(
                List.of("0.2", "0.5", "1", "2", "5"), Ticks.logarithmic(0.2, 6).labels());
    }
}
