package org.triggerworkbench.training;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener on a thread of its own, with events that wait for it. Only so many wait: a listener that keeps the run's record
 * makes the loop wait, one that only shows the run misses the oldest steps. It never misses an epoch, nor the last event.
 */
final class MetricSubscriber {
    private static final Logger LOG = LoggerFactory.getLogger(MetricSubscriber.class);

    private final MetricListener listener;
    private final int capacity;
    private final Consumer<Throwable> failed;
    private final Thread thread;
    private final Deque<MetricEvent> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean closed;
    private boolean dropped;
    private boolean failedBefore;

    /**
     * @param capacity of events that wait
     * @param failed hears what the listener throws
     */
    MetricSubscriber(MetricListener listener, int capacity, Consumer<Throwable> failed) {
        this.listener = listener;
        this.capacity = capacity;
        this.failed = failed;
        this.thread = Thread.ofPlatform().name("metrics").daemon(true).start(this::deliver);
    }

    boolean keepsRecord() {
        return listener.keepsRecord();
    }

    /** Queues an event; waits only where the listener keeps the record and is far behind. */
    synchronized void publish(MetricEvent event) {
        if (keepsRecord()) {
            await(() -> waiting.size() < capacity || closed);
        } else if (waiting.size() >= capacity) {
            dropOldestStep();
        }
        if (closed) {
            throw new IllegalStateException("the listeners have been closed");
        }
        waiting.add(event);
        notifyAll();
    }

    private void dropOldestStep() {
        if (!dropped) {
            LOG.warn(
                    "{} is slower than the run and misses steps",
                    listener.getClass().getName());
            dropped = true;
        }
        for (Iterator<MetricEvent> events = waiting.iterator(); events.hasNext(); ) {
            if (events.next() instanceof MetricEvent.Step) {
                events.remove();
                return;
            }
        }
    }

    /** Waits until the listener has heard all that was published. */
    synchronized void drain() {
        await(() -> waiting.isEmpty() && !busy);
    }

    /** Lets the listener hear what waits and then ends its thread; does not wait. */
    synchronized void end() {
        closed = true;
        notifyAll();
    }

    /** Waits for the end of the thread for so long; then drops what waits. */
    void join(Duration patience) {
        boolean ended = false;
        try {
            ended = thread.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            LOG.warn("{} was not waited for any longer", listener.getClass().getName());
            synchronized (this) {
                waiting.clear();
            }
            thread.interrupt();
        }
    }

    private void deliver() {
        for (MetricEvent event = next(); event != null; event = next()) {
            try {
                listener.onEvent(event);
            } catch (RuntimeException | Error e) {
                if (!failedBefore) {
                    LOG.error("{} cannot hear {}", listener.getClass().getName(), event, e);
                    failedBefore = true;
                }
                failed.accept(e);
            }
        }
    }

    private synchronized @Nullable MetricEvent next() {
        busy = false;
        notifyAll();
        await(() -> !waiting.isEmpty() || closed);
        MetricEvent event = waiting.poll();
        busy = event != null;
        notifyAll();
        return event;
    }

    /** An interrupt is kept for later: what is recorded must not have a hole. */
    private void await(BooleanSupplier holds) {
        boolean interrupted = false;
        while (!holds.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
