package org.triggerworkbench.app.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.method.figure.Points;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.Phase;

class RunCurvesTest {
    private static final Phase CONTROL = Phase.only("control", Phase.Part.CONTROL);
    private static final Phase FIRST = new Phase("patch", Phase.Part.METHOD, 1, 2);
    private static final Phase SECOND = new Phase("model", Phase.Part.METHOD, 2, 2);

    private final RunCurves curves = new RunCurves(OptionalLong::empty);

    @Test
    void phasesOfOnePart_followEachOther() {
        curves.onEvent(new MetricEvent.Start(FIRST, 0, 3));
        step(FIRST, 3, 3);
        curves.onEvent(new MetricEvent.Start(SECOND, 0, 4));
        step(SECOND, 1, 4);
        assertArrayEquals(new double[] {3, 4}, values(curves.losses().points(RunCurves.POISONED), true));
        assertEquals(7, curves.end());
    }

    @Test
    void share_countsWhatWasReadBackFromItsEnd() {
        curves.onEvent(new MetricEvent.Start(CONTROL, 8, 8));
        curves.onEvent(new MetricEvent.Start(FIRST, 0, 4));
        assertEquals(0.5, curves.share());
        step(FIRST, 2, 4);
        assertEquals((1 + 0.25) / 2, curves.share());
    }

    @Test
    void share_ofAMethodWithoutControlIsItsOwn() {
        curves.onEvent(new MetricEvent.Start(FIRST, 2, 4));
        assertEquals(0.25, curves.share());
        assertFalse(curves.isTrained());
        curves.onTrained();
        assertTrue(curves.isTrained());
    }

    @Test
    void aControlWithoutTraining_isDrawnBesideEachEpochOfTheMethod() {
        curves.onEvent(new MetricEvent.Start(CONTROL, 0, 0));
        curves.onEvent(new MetricEvent.Epoch(CONTROL, 0, 0, Map.of("attackSuccessRate", 0.25)));
        curves.onEvent(new MetricEvent.Epoch(FIRST, 2, 1, Map.of("attackSuccessRate", 0.75)));
        assertArrayEquals(new double[] {0.25}, values(curves.rates().points(RunCurves.CONTROL), false));
    }

    private static double[] values(Points points, boolean xs) {
        return Arrays.copyOf(xs ? points.xs() : points.ys(), points.size());
    }

    private void step(Phase phase, long step, long total) {
        curves.onEvent(new MetricEvent.Step(phase, step, total, 1, Map.of("triggered", 1.0), 0.1, 10, 1));
    }
}
