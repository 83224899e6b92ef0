package org.triggerworkbench.app.embedding.map;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.experiment.live.LatestWins;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.projection.tsne.Tsne;
import org.triggerworkbench.projection.tsne.TsneSettings;
import org.triggerworkbench.projection.umap.Umap;
import org.triggerworkbench.projection.umap.UmapSettings;

/**
 * Fits maps and lays answers out in them, on a thread of its own; the newest answer wins. Maps in steps go on a few steps at
 * a time, so that answers that come meanwhile are laid out between.
 */
final class MapWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MapWorker.class);

    /** A map in one go is fitted anew at most so often, so that it can be followed by eye while a training goes on. */
    static final long REFIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final int STEPS_A_FRAME = 8;

    private final ScheduledThreadPoolExecutor thread;
    private final LatestWins<Order> orders;
    private final AtomicReference<@Nullable MapFrame> frame = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private final LongSupplier clock;
    private final long paceMillis;
    private volatile @Nullable Thread preparing;

    // Of the worker's thread alone:
    private @Nullable Standing standing;
    private @Nullable Order newest;
    private long fits;

    /** @param calm whether a map in steps may be fitted anew for other weights */
    record Order(MapKey key, SheetResult answer, boolean calm) {}

    private static final class Standing {
        final MapKey key;
        final StandingMap map;
        final FeatureRows rows;
        final SheetResult fitted;
        final long since;
        boolean running;

        Standing(MapKey key, StandingMap map, FeatureRows rows, SheetResult fitted, long since) {
            this.key = key;
            this.map = map;
            this.rows = rows;
            this.fitted = fitted;
            this.since = since;
            this.running = map.iterations() > 0;
        }
    }

    /**
     * @param clock in nanoseconds
     * @param paceMillis between two frames of a map in steps, so that it can be watched
     */
    MapWorker(LongSupplier clock, long paceMillis) {
        this.clock = clock;
        this.paceMillis = paceMillis;
        thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("projection").daemon(true).factory());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        orders = new LatestWins<>(thread, this::work);
    }

    /** Asks for a frame; never waits. */
    void ask(Order order) {
        orders.ask(order);
    }

    /** The newest frame since the last call, or null. */
    @Nullable
    MapFrame take() {
        return frame.getAndSet(null);
    }

    /** Why there is no frame, since the last call, or null. */
    @Nullable
    Throwable takeFault() {
        return fault.getAndSet(null);
    }

    /** Ends the steps under way; what they reached stands. */
    void cancel() {
        Thread busy = preparing;
        if (busy != null) {
            busy.interrupt();
        }
        thread.execute(() -> {
            Standing now = standing;
            if (now != null && now.running) {
                now.running = false;
                publish(now);
            }
        });
    }

    /** Runs something between the maps, such as a search for neighbours. */
    void execute(Runnable task) {
        thread.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        });
    }

    /** Not thrown on: the thread's pool would keep it to itself. */
    private void failed(Throwable e) {
        fault.set(e);
        LOG.error("no map", e);
    }

    private void work(Order order) {
        try {
            newest = order;
            Standing now = standing;
            if (now == null || mustFit(now, order)) {
                now = fit(order, now);
                standing = now;
                fits++;
                if (now.running) {
                    var _ = thread.schedule(this::advance, paceMillis, TimeUnit.MILLISECONDS);
                }
            }
            publish(now);
            fault.set(null);
        } catch (CancellationException e) {
            // The user cancelled the preparation; what stood before stands on.
            Standing before = standing;
            if (before != null && before.key.sameButForWeights(order.key)) {
                publish(before);
            }
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private boolean mustFit(Standing now, Order order) {
        if (now.key.same(order.key)) {
            return false;
        }
        if (!now.key.sameButForWeights(order.key)) {
            return true;
        }
        return order.key.method() == MapMethod.PCA ? clock.getAsLong() - now.since >= REFIT_NANOS : order.calm;
    }

    private Standing fit(Order order, @Nullable Standing before) {
        FeatureRows rows = FeatureRows.of(order.answer);
        float[][] all = rows.all();
        long seed = order.key.seed();
        preparing = Thread.currentThread();
        try {
            StandingMap map =
                    switch (order.key.method()) {
                        case PCA ->
                            PcaMap.fit(
                                    all, before != null && before.key.isKinOf(order.key) ? before.map.places() : null);
                        case TSNE -> new StepMap(all, Tsne.of(all, TsneSettings.defaults(), seed));
                        case UMAP -> new StepMap(all, Umap.of(all, UmapSettings.defaults(), seed));
                    };
            return new Standing(order.key, map, rows, order.answer, clock.getAsLong());
        } finally {
            preparing = null;
            // An interrupt that came too late must not end the next task.
            Thread.interrupted();
        }
    }

    private void advance() {
        Standing now = standing;
        if (now == null || !now.running) {
            return;
        }
        try {
            now.map.advance(STEPS_A_FRAME);
            now.running = now.map.iteration() < now.map.iterations();
            publish(now);
        } catch (RuntimeException | Error e) {
            now.running = false;
            failed(e);
        }
        if (now.running) {
            var _ = thread.schedule(this::advance, paceMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void publish(Standing now) {
        Order order = newest;
        if (order == null || !now.key.sameButForWeights(order.key)) {
            return;
        }
        SheetResult answer = order.answer;
        int n = now.rows.images().length;
        boolean own = now.key.same(order.key);
        float[][] places = now.map.places();
        var triggered = answer.triggered();
        float[] xs = new float[triggered == null ? n : 2 * n];
        float[] ys = new float[xs.length];
        float[][] clean = own ? new float[0][] : now.rows.centred(answer.clean().features());
        for (int i = 0; i < n; i++) {
            put(own ? places[i] : now.map.place(clean[i]), i, xs, ys);
        }
        if (triggered != null) {
            float[][] rows = now.rows.centred(triggered.features());
            for (int i = 0; i < n; i++) {
                put(now.map.place(rows[i]), n + i, xs, ys);
            }
        }
        int words = answer.anchors().length;
        float[] wordXs = new float[words];
        float[] wordYs = new float[words];
        // Words edited since the fit enter the map as new points do.
        boolean ownWords = own
                && Objects.equals(
                        answer.question().words(), now.fitted.question().words());
        float[][] others = ownWords ? new float[0][] : FeatureRows.words(answer);
        for (int k = 0; k < words; k++) {
            put(ownWords ? places[n + k] : now.map.place(others[k]), k, wordXs, wordYs);
        }
        frame.set(new MapFrame(
                answer,
                order.key,
                xs,
                ys,
                wordXs,
                wordYs,
                fits,
                now.map.iteration(),
                now.map.iterations(),
                now.running,
                now.map.isApproximate(),
                !own,
                now.map.explained()));
    }

    private static void put(float[] place, int at, float[] xs, float[] ys) {
        xs[at] = place[0];
        ys[at] = place[1];
    }

    /** Ends the thread without waiting. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
