package org.triggerworkbench.app.shell;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Executor;
import javafx.event.Event;
import javafx.scene.Scene;

/**
 * How long handlers keep the window thread busy, in its own processor time: of every event, every task handed to it and
 * every tick of its timer. The longest one is kept by name.
 */
public final class HandlerClock {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long longest;
    private String longestName = "";
    private long over;
    private int depth;

    /** What a handler may take. */
    public static final long LIMIT_NANOS = 100_000_000;

    /** Runs a handler and clocks it. Handlers within handlers count for the outer one. */
    void run(String name, Runnable handler) {
        if (depth > 0) {
            handler.run();
            return;
        }
        long start = threads.getCurrentThreadCpuTime();
        depth++;
        try {
            handler.run();
        } finally {
            depth--;
            note(name, threads.getCurrentThreadCpuTime() - start);
        }
    }

    private void note(String name, long nanos) {
        over += nanos > LIMIT_NANOS ? 1 : 0;
        if (nanos > longest) {
            longest = nanos;
            longestName = name;
        }
    }

    /** Clocks every event of a scene. */
    void watch(Scene scene) {
        var dispatcher = scene.getEventDispatcher();
        scene.setEventDispatcher((event, tail) -> {
            Event[] result = new Event[1];
            run(event.getEventType().getName(), () -> result[0] = dispatcher.dispatchEvent(event, tail));
            return result[0];
        });
    }

    /** The executor with every task clocked. */
    Executor around(Executor window) {
        return task -> window.execute(() -> run(task.getClass().getName(), task));
    }

    /** The longest handler since the last reset, in nanoseconds of processor time. */
    public long longestNanos() {
        return longest;
    }

    /** What the longest one was. */
    public String longestName() {
        return longestName;
    }

    /** Handlers over the limit since the last reset. */
    public long overLimit() {
        return over;
    }

    /** Starts anew. */
    public void reset() {
        longest = 0;
        longestName = "";
        over = 0;
    }
}
