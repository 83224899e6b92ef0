package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.Phase;

class ConsoleProgressTest {
    private static final long SECOND = 1_000_000_000L;

    private final StringWriter err = new StringWriter();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void elsewhere_oneLineEachTenSecondsAndEachEpoch() {
        ConsoleProgress progress = new ConsoleProgress(new PrintWriter(err), false, clock::get);
        for (int step = 1; step <= 25; step++) {
            progress.onEvent(step(step, 100));
            clock.addAndGet(SECOND);
        }
        progress.onEvent(new MetricEvent.Epoch(phase("clean"), 25, 1, Map.of("cleanAccuracy", 0.5)));
        assertEquals(4, err.toString().lines().count(), err.toString());
        assertFalse(err.toString().contains("\r"));
        assertTrue(err.toString().contains("step 21/100"), err.toString());
        assertTrue(err.toString().contains("cleanAccuracy 0.5000"), err.toString());
    }

    @Test
    void onATerminal_oneLineWrittenAnew() {
        ConsoleProgress progress = new ConsoleProgress(new PrintWriter(err), true, clock::get);
        progress.onEvent(step(1, 4));
        clock.addAndGet(SECOND);
        progress.onEvent(step(2, 4));
        assertEquals(0, err.toString().chars().filter(c -> c == '\n').count());
        assertTrue(err.toString().contains("\r"));
        assertTrue(err.toString().contains("[############------------] step 2/4"), err.toString());
        progress.end();
        progress.end();
        assertEquals(1, err.toString().chars().filter(c -> c == '\n').count());
    }

    private static MetricEvent step(int step, int total) {
        return new MetricEvent.Step(phase("clean"), step, total, 1, Map.of("total", 1.5), 0.1, 200, 1L << 30);
    }

    private static Phase phase(String name) {
        return Phase.only(name, name.startsWith("clean") ? Phase.Part.CONTROL : Phase.Part.METHOD);
    }
}
