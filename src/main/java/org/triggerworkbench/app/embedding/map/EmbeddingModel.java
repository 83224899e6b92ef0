package org.triggerworkbench.app.embedding.map;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.LatestWins;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.projection.Neighbours;
import org.triggerworkbench.projection.Neighbours.Neighbour;
import org.triggerworkbench.text.Messages;

/**
 * The map of the sheet as properties. It is fitted to the clean images once for a prompt, weights, space and method, and
 * then stands; triggered images enter it, exactly by PCA, approximately by t-SNE and UMAP. Window thread only.
 */
public final class EmbeddingModel implements AutoCloseable {
    /** Neighbours shown. */
    public static final int NEIGHBOURS = 8;

    private static final Messages TEXT = Messages.of(EmbeddingModel.class);
    /** A map in steps is made anew for other weights only when they have rested so long. */
    private static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

    private static final long PACE_MILLIS = 24;

    private final Workbench workbench;
    private final ObservableValue<@Nullable SheetResult> answers;
    private final LongSupplier clock;
    private final MapWorker worker;
    private final LatestWins<NeighbourQuestion> questions;
    private final AtomicReference<@Nullable Neighbourhood> answered = new AtomicReference<>();

    private final ObjectProperty<MapMethod> method = new SimpleObjectProperty<>(MapMethod.PCA);
    private final LongProperty seed = new SimpleLongProperty(1);
    private final ReadOnlyObjectWrapper<@Nullable MapFrame> frame = new ReadOnlyObjectWrapper<>();
    private final StringProperty fault = new SimpleStringProperty("");
    private final ObjectProperty<Neighbours.Distance> distance = new SimpleObjectProperty<>(Neighbours.Distance.COSINE);
    private final ReadOnlyObjectWrapper<@Nullable Neighbourhood> neighbourhood = new ReadOnlyObjectWrapper<>();
    private boolean neighboursWanted;
    private int run;
    private @Nullable MapKey lastKey;
    private long changed;
    private long asked;

    /**
     * The images most like one image, nearest first, among the clean ones.
     *
     * @param image the one
     * @param clean nearest to it as it is, without itself
     * @param triggered nearest to it with the trigger; empty without a trigger
     */
    public record Neighbourhood(int image, List<Neighbour> clean, List<Neighbour> triggered) {}

    private record NeighbourQuestion(SheetResult answer, int image, Neighbours.Distance distance) {}

    public EmbeddingModel(Workbench workbench) {
        this(workbench, workbench.latest(), System::nanoTime, PACE_MILLIS);
    }

    public EmbeddingModel(
            Workbench workbench, ObservableValue<@Nullable SheetResult> answers, LongSupplier clock, long paceMillis) {
        this.workbench = workbench;
        this.answers = answers;
        this.clock = clock;
        worker = new MapWorker(clock, paceMillis);
        questions = new LatestWins<>(worker::execute, this::search);
        answers.addListener((_, _, now) -> {
            if (now == null) {
                frame.set(null);
                neighbourhood.set(null);
                fault.set("");
            }
            ask();
            askNeighbours();
        });
        method.addListener((_, _, _) -> ask());
        seed.addListener((_, _, _) -> ask());
        distance.addListener((_, _, _) -> askNeighbours());
        workbench.selection().primary().addListener((_, _, _) -> askNeighbours());
    }

    /** Takes what the worker has done since the last call; the window's timer calls this. */
    public void tick() {
        Throwable failed = worker.takeFault();
        if (failed != null) {
            fault.set(TEXT.get("map.fault", failed.getMessage() == null ? failed.toString() : failed.getMessage()));
        }
        MapFrame next = worker.take();
        SheetResult now = answers.getValue();
        if (next != null && now != null && next.key().isOf(workbench.scene().get())) {
            fault.set("");
            frame.set(next);
        }
        Neighbourhood found = answered.getAndSet(null);
        if (found != null && neighboursWanted) {
            neighbourhood.set(found);
        }
        MapFrame shown = frame.get();
        if (shown != null && shown.stale() && clock.getAsLong() - asked >= MapWorker.REFIT_NANOS) {
            ask();
        }
    }

    private void ask() {
        SheetResult now = answers.getValue();
        SubjectFacts facts = workbench.scene().get();
        if (now == null || facts == null || now.clean().features().length == 0) {
            return;
        }
        MapKey key = MapKey.of(facts, now, method.get(), seed.get(), run);
        MapKey before = lastKey;
        asked = clock.getAsLong();
        if (before == null || !before.same(key)) {
            changed = asked;
            lastKey = key;
        }
        worker.ask(new MapWorker.Order(key, now, asked - changed >= CALM_NANOS));
    }

    /** Fits the map anew with the same seed. */
    public void restart() {
        run++;
        ask();
    }

    /** Ends the steps under way; the map reached stands. */
    public void cancel() {
        worker.cancel();
    }

    /** Says whether the neighbours of the primary image are looked at; otherwise none are searched for. */
    public void wantNeighbours(boolean wanted) {
        neighboursWanted = wanted;
        if (!wanted) {
            neighbourhood.set(null);
        }
        askNeighbours();
    }

    private void askNeighbours() {
        SheetResult now = answers.getValue();
        int image = workbench.selection().primary().get();
        if (neighboursWanted && now != null && image < now.clean().features().length) {
            questions.ask(new NeighbourQuestion(now, image, distance.get()));
        }
    }

    private void search(NeighbourQuestion question) {
        float[][] clean = question.answer.clean().features();
        ImageResults triggered = question.answer.triggered();
        answered.set(new Neighbourhood(
                question.image,
                Neighbours.nearestTo(question.image, clean, NEIGHBOURS, question.distance),
                triggered == null
                        ? List.of()
                        : Neighbours.nearest(
                                clean, triggered.features()[question.image], NEIGHBOURS, question.distance)));
    }

    public ObjectProperty<MapMethod> method() {
        return method;
    }

    /** Of what is random in t-SNE and UMAP. */
    public LongProperty seed() {
        return seed;
    }

    /** What is to be drawn; null before the first answer. */
    public ReadOnlyObjectProperty<@Nullable MapFrame> frame() {
        return frame.getReadOnlyProperty();
    }

    /** Why there is no map; empty where there is. */
    public StringProperty fault() {
        return fault;
    }

    /** How nearness is measured. */
    public ObjectProperty<Neighbours.Distance> distance() {
        return distance;
    }

    /** The primary image's neighbours, while they are wanted; null until they are found. */
    public ReadOnlyObjectProperty<@Nullable Neighbourhood> neighbourhood() {
        return neighbourhood.getReadOnlyProperty();
    }

    /** What is open. */
    public ObservableValue<@Nullable SubjectFacts> scene() {
        return workbench.scene();
    }

    public Workbench workbench() {
        return workbench;
    }

    /** Ends the projections' thread without waiting. */
    @Override
    public void close() {
        worker.close();
    }
}
