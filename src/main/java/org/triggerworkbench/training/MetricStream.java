package org.triggerworkbench.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Hands the events of a run to any number of listeners, each on its own thread. */
public final class MetricStream implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Events that wait for one listener at most. */
    private static final int CAPACITY = 4096;

    private final List<MetricSubscriber> subscribers;
    private final Duration patience;
    private volatile List<Throwable> failures = List.of();

    public MetricStream(List<MetricListener> listeners) {
        this(listeners, PATIENCE, CAPACITY);
    }

    /**
     * @param patience how long closing waits for listeners that keep no record
     * @param capacity events that wait for one listener at most
     */
    MetricStream(List<MetricListener> listeners, Duration patience, int capacity) {
        this.patience = patience;
        this.subscribers = listeners.stream()
                // What only shows a run must not end it.
                .map(listener ->
                        new MetricSubscriber(listener, capacity, listener.keepsRecord() ? this::noteFailure : _ -> {}))
                .toList();
    }

    /** Queues an event for every listener; waits only for a listener that keeps a record and is far behind. */
    public void publish(MetricEvent event) {
        subscribers.forEach(subscriber -> subscriber.publish(event));
    }

    /**
     * Waits until every listener that keeps a record has heard all that was published.
     *
     * @throws RuntimeException the first failure of such a listener so far, so that a run whose lines cannot be written stops
     */
    public void flush() {
        subscribers.stream().filter(MetricSubscriber::keepsRecord).forEach(MetricSubscriber::drain);
        for (Throwable failure : failures) {
            switch (failure) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(failure);
            }
        }
    }

    /** Waits for the listeners: for those that keep a record until they have heard all, for others ten seconds at most. */
    @Override
    public void close() {
        subscribers.forEach(MetricSubscriber::end);
        long deadline = System.nanoTime() + patience.toNanos();
        for (MetricSubscriber subscriber : subscribers) {
            if (subscriber.keepsRecord()) {
                subscriber.drain();
            } else {
                subscriber.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
        }
    }

    private synchronized void noteFailure(Throwable failure) {
        List<Throwable> all = new ArrayList<>(failures);
        all.add(failure);
        failures = List.copyOf(all);
    }
}
