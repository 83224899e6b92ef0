package org.triggerworkbench.app.shell;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What nobody caught, on any thread: logged, and shown. An error that repeats, as one in the window's timer does, is shown
 * once and written with its stack trace once; after that only its count is logged, at 10, 100, 1000 times and so on. While
 * one is shown, no other is.
 */
public final class UncaughtErrors implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UncaughtErrors.class);

    private final Executor window;
    private final Consumer<Throwable> show;
    private final Map<String, Long> times = new HashMap<>();
    private volatile boolean showing;
    /** Of the window thread alone. */
    private final Set<String> shown = new HashSet<>();

    /**
     * @param window runs a task on the window thread, later
     * @param show shows an error and returns when it is dismissed
     */
    public UncaughtErrors(Executor window, Consumer<Throwable> show) {
        this.window = window;
        this.show = show;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable error) {
        String kind = kind(error);
        long count = count(kind);
        if (count == 1) {
            LOG.error("not caught on {}", thread.getName(), error);
        } else if (isPowerOfTen(count)) {
            LOG.error("not caught on {}, {} times by now: {}", thread.getName(), count, kind);
        }
        if (!showing) {
            window.execute(() -> offer(kind, error));
        }
    }

    private void offer(String kind, Throwable error) {
        if (showing || !shown.add(kind)) {
            return;
        }
        showing = true;
        try {
            show.accept(error);
        } finally {
            showing = false;
        }
    }

    private synchronized long count(String kind) {
        return times.merge(kind, 1L, Long::sum);
    }

    private static boolean isPowerOfTen(long count) {
        return Long.toString(count).matches("10+");
    }

    /** Type and place of what is at the bottom: equal for an error that repeats. */
    private static String kind(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        StackTraceElement[] trace = cause.getStackTrace();
        return cause.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
