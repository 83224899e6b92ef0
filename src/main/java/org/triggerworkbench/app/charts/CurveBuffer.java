package org.triggerworkbench.app.charts;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.method.figure.Points;

/**
 * The points of several curves. Workers append from any thread, the window looks once a tick; every point is kept, so that
 * all can be exported.
 */
public final class CurveBuffer {
    private static final int START = 64;

    private final Map<String, Points> series = new LinkedHashMap<>();
    private long version;

    /** Appends a point, from any thread. Xs of one series ascend. */
    public synchronized void add(String name, double x, double y) {
        Points old = series.getOrDefault(name, Points.NONE);
        double[] xs = old.xs();
        double[] ys = old.ys();
        if (old.size() == xs.length) {
            // Arrays once handed out are only written past what was handed out, or left for larger ones.
            int room = Math.max(START, 2 * xs.length);
            xs = Arrays.copyOf(xs, room);
            ys = Arrays.copyOf(ys, room);
        }
        xs[old.size()] = x;
        ys[old.size()] = y;
        series.put(name, new Points(xs, ys, old.size() + 1));
        version++;
    }

    /** The points of a series until now; none for a series nobody has added to. */
    public synchronized Points points(String name) {
        return series.getOrDefault(name, Points.NONE);
    }

    /** Names of all series, in the order they began. */
    public synchronized List<String> names() {
        return List.copyOf(series.keySet());
    }

    /** Grows with every point. */
    public synchronized long version() {
        return version;
    }
}
