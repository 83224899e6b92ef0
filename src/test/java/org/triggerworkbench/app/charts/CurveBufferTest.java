package org.triggerworkbench.app.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.method.figure.Points;

class CurveBufferTest {
    @Test
    void points_keepWhatTheyWereWhenAskedFor() {
        CurveBuffer buffer = new CurveBuffer();
        buffer.add("a", 1, 10);
        Points before = buffer.points("a");
        for (int i = 2; i < 1000; i++) {
            buffer.add("a", i, 10 * i);
        }
        assertEquals(1, before.size());
        assertEquals(10, before.ys()[0]);
        Points after = buffer.points("a");
        assertEquals(999, after.size());
        assertEquals(9990, after.ys()[998]);
        assertEquals(999, buffer.version());
        assertEquals(0, buffer.points("b").size());
    }

    @Test
    void add_losesNothingFromManyThreads() {
        CurveBuffer buffer = new CurveBuffer();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (String name : List.of("a", "b", "c", "d")) {
                threads.execute(() -> {
                    for (int i = 0; i < 5000; i++) {
                        buffer.add(name, i, i);
                    }
                });
            }
        }
        assertEquals(20_000, buffer.version());
        for (String name : buffer.names()) {
            Points points = buffer.points(name);
            assertEquals(5000, points.size());
            for (int i = 0; i < points.size(); i++) {
                assertEquals(i, points.xs()[i]);
            }
        }
    }

    @Test
    void nearest_findsTheNearerNeighbour() {
        Points points = new Points(new double[] {1, 2, 4, 0, 0}, new double[5], 3);
        assertEquals(0, points.nearest(-5));
        assertEquals(1, points.nearest(2.9));
        assertEquals(2, points.nearest(3.1));
        assertEquals(2, points.nearest(99));
        assertEquals(-1, Points.NONE.nearest(1));
    }
}
