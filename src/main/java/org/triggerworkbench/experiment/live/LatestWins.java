package org.triggerworkbench.experiment.live;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands the newest of many requests to a worker: a request that comes while the worker is busy takes the place of the one
 * that waits. Asking never waits; the last request is always worked on.
 */
public final class LatestWins<T> {
    private final Executor worker;
    private final Consumer<T> work;
    private final AtomicReference<@Nullable T> waiting = new AtomicReference<>();

    /**
     * @param worker runs one task at a time
     * @param work on one request; a failure is its own to handle
     */
    public LatestWins(Executor worker, Consumer<T> work) {
        this.worker = worker;
        this.work = work;
    }

    /**
     * Queues a request, from any thread.
     *
     * @return the request that waited and will now never be worked on; null if none did
     */
    public @Nullable T ask(T request) {
        T superseded = waiting.getAndSet(request);
        if (superseded == null) {
            worker.execute(this::takeOne);
        }
        return superseded;
    }

    /** The request that waits, or null. */
    public @Nullable T newer() {
        return waiting.get();
    }

    private void takeOne() {
        T request = waiting.getAndSet(null);
        if (request != null) {
            work.accept(request);
        }
    }
}
