package org.triggerworkbench.method.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EarlyPeakTest {
    @Test
    void firstValuesFarAboveTheRest_doNotStretchTheAxis() {
        Points curve = curve(100, 300, 40, 2);
        assertEquals(2.5, EarlyPeak.top(List.of(curve)), 1e-9);
        // Another curve beside it still fits.
        assertEquals(5, EarlyPeak.top(List.of(curve, curve(100, 4))), 1e-9);
        assertEquals(2.5, EarlyPeak.top(List.of(curve, curve(10, 1))), 1e-9);
    }

    @Test
    void anythingElse_isShownWhole() {
        assertEquals(Double.NaN, EarlyPeak.top(List.of()));
        assertEquals(Double.NaN, EarlyPeak.top(List.of(Points.NONE)));
        assertEquals(19, EarlyPeak.top(List.of(curve(100, 19, 2))), "not so far");
        assertEquals(300, EarlyPeak.top(List.of(curve(19, 300, 2))), "too few to say what follows");
        assertEquals(
                300, EarlyPeak.top(List.of(curve(100, 300, 300, 300, 300, 300, 300, 2))), "no first value any more");
        Points ends = curve(100, 2);
        ends.ys()[99] = 300;
        assertEquals(300, EarlyPeak.top(List.of(ends)), "a run that breaks is seen to");
        assertEquals(300, EarlyPeak.top(List.of(curve(100, 300, 0))), "nothing follows but zeros");
        assertEquals(-1, EarlyPeak.top(List.of(curve(100, -1, -2))));
    }

    @Test
    void valuesThatAreNone_areLeftOut() {
        assertEquals(2.5, EarlyPeak.top(List.of(curve(100, Double.NaN, 300, 2))), 1e-9);
    }

    /** The values, the last of them to the end. */
    private static Points curve(int size, double... values) {
        double[] ys = Arrays.copyOf(values, size);
        Arrays.fill(ys, Math.min(size, values.length), size, values[values.length - 1]);
        return Points.of(IntStream.range(0, size).asDoubleStream().toArray(), ys);
    }
}
