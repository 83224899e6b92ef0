package org.triggerworkbench.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Hands the events of a run to any number of listeners, each on its own thread. */
public final class MetricStream implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Subscriber(MetricListener listener, ExecutorService thread) {}

    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Duration patience;
    private volatile List<Throwable> failures = List.of();

    public MetricStream(List<MetricListener> listeners) {
        this(listeners, PATIENCE);
    }

    /** @param patience how long closing waits for listeners that keep no record */
    MetricStream(List<MetricListener> listeners, Duration patience) {
        this.patience = patience;
        for (MetricListener listener : listeners) {
            subscribers.add(new Subscriber(
                    listener,
                    Executors.newSingleThreadExecutor(
                            Thread.ofPlatform().name("metrics").daemon(true).factory())));
        }
    }

    /** Queues an event for every listener and returns at once. */
    public void publish(MetricEvent event) {
        for (Subscriber subscriber : subscribers) {
            subscriber.thread().execute(() -> {
                try {
                    subscriber.listener().onEvent(event);
                } catch (RuntimeException | Error e) {
                    // What only shows a run must not end it.
                    if (subscriber.listener().keepsRecord()) {
                        noteFailure(e);
                    }
                }
            });
        }
    }

    /**
     * Waits until every listener that keeps a record has heard all that was published.
     *
     * @throws RuntimeException the first failure of such a listener so far, so that a run whose lines cannot be written stops
     */
    public void flush() {
        List<CompletableFuture<Void>> drained = subscribers.stream()
                .filter(subscriber -> subscriber.listener().keepsRecord())
                .map(subscriber -> CompletableFuture.runAsync(() -> {}, subscriber.thread()))
                .toList();
        drained.forEach(CompletableFuture::join);
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
        subscribers.forEach(subscriber -> subscriber.thread().shutdown());
        long deadline = System.nanoTime() + patience.toNanos();
        for (Subscriber subscriber : subscribers) {
            if (subscriber.listener().keepsRecord()) {
                subscriber.thread().close();
            } else {
                closeBy(deadline, subscriber.thread());
            }
        }
    }

    private static void closeBy(long deadline, ExecutorService thread) {
        try {
            if (!thread.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void noteFailure(Throwable failure) {
        List<Throwable> all = new ArrayList<>(failures);
        all.add(failure);
        failures = List.copyOf(all);
    }
}
