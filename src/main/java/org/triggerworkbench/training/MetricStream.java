package org.triggerworkbench.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Hands the events of a run to any number of listeners, each on its own thread. */
public final class MetricStream implements AutoCloseable {
    private record Subscriber(MetricListener listener, ExecutorService thread) {}

    private final List<Subscriber> subscribers = new ArrayList<>();
    private volatile List<Throwable> failures = List.of();

    public MetricStream(List<MetricListener> listeners) {
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
                    noteFailure(e);
                }
            });
        }
    }

    /**
     * Waits until every listener that keeps a record has heard all that was published.
     *
     * @throws RuntimeException the first failure of any listener so far, so that a run whose lines cannot be written stops
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

    @Override
    public void close() {
        subscribers.forEach(subscriber -> subscriber.thread().close());
    }

    private synchronized void noteFailure(Throwable failure) {
        List<Throwable> all = new ArrayList<>(failures);
        all.add(failure);
        failures = List.copyOf(all);
    }
}
