package org.triggerworkbench.app.compare;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Bench;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.evaluation.MeanSimilarity;
import org.triggerworkbench.evaluation.inspection.LayerChange;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.Inspection;
import org.triggerworkbench.experiment.live.PrimaryResult;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.Spaces;
import org.triggerworkbench.trigger.Trigger;

/**
 * What the comparison shows, and when it asks the engine: only for the section shown, one job at a time, newest first.
 * Window thread only.
 */
public final class CompareModel {
    /** Saliency, at most four times a second. */
    private static final long SALIENCY_MILLIS = 250;

    private static final long QUICK_MILLIS = 33;
    private static final long HEAVY_MILLIS = 400;

    private final Workbench workbench;
    private final ObservableValue<@Nullable PrimaryResult> glance;
    private final ObservableValue<@Nullable SheetResult> answer;
    private final LongSupplier clock;
    private final ObjectProperty<CompareSection> section = new SimpleObjectProperty<>(CompareSection.PICTURES);
    private final ObjectProperty<Pairing> pairing = new SimpleObjectProperty<>(Pairing.ON_OFF);
    private final IntegerProperty factor = new SimpleIntegerProperty(10);
    private final BooleanProperty saliencyShown = new SimpleBooleanProperty();
    private final DoubleProperty opacity = new SimpleDoubleProperty(0.6);
    private final BooleanProperty showing = new SimpleBooleanProperty();
    private final StringProperty layer = new SimpleStringProperty("");

    private final CachedResult<List<ComparedSide>, SidePair> pair;
    private final CachedResult<SidePair, List<Inspection.Maps>> maps;
    private final CachedResult<InferenceRequest, SheetResult> control;
    private final CachedResult<InferenceRequest, List<LayerChange>> layers;
    private final CachedResult<Trigger, MeasureColumn> similarity;
    private final CachedResult<Trigger, MeasureColumn> pinnedSimilarity;
    private final List<CachedResult<?, ?>> all;

    public CompareModel(Workbench workbench) {
        this(
                workbench,
                workbench.glance(),
                workbench.answer(),
                new LiveCompareEngine(workbench::loop),
                System::nanoTime);
    }

    CompareModel(
            Workbench workbench,
            ObservableValue<@Nullable PrimaryResult> glance,
            ObservableValue<@Nullable SheetResult> answer,
            CompareEngine engine,
            LongSupplier clock) {
        this.workbench = workbench;
        this.glance = glance;
        this.answer = answer;
        this.clock = clock;
        pair = new CachedResult<>(
                sides -> engine.glances(sides.stream().map(ComparedSide::asked).toList())
                        .thenApply(glances -> new SidePair(sides, glances)),
                QUICK_MILLIS);
        maps = new CachedResult<>(shown -> engine.saliency(shown.glances()), SALIENCY_MILLIS);
        control = new CachedResult<>(engine::answer, HEAVY_MILLIS);
        layers = new CachedResult<>(engine::layers, HEAVY_MILLIS);
        similarity = new CachedResult<>(trigger -> measure(engine, trigger), HEAVY_MILLIS);
        pinnedSimilarity = new CachedResult<>(trigger -> measure(engine, trigger), HEAVY_MILLIS);
        all = List.of(pair, maps, control, layers, similarity, pinnedSimilarity);
        workbench.scene().subscribe(_ -> {
            all.forEach(CachedResult::clear);
            layer.set("");
        });
    }

    private static CompletableFuture<MeasureColumn> measure(CompareEngine engine, Trigger trigger) {
        return engine.similarity(new InferenceRequest(0, trigger, null, null, null, 0, 0, Spaces.LOGITS))
                .thenApply(found -> new MeasureColumn(null, found));
    }

    /** Takes what the engine has answered and asks for what is missing; the window's timer calls this. */
    public void tick() {
        long now = clock.getAsLong();
        all.forEach(kept -> kept.tick(now));
        if (showing.get() && workbench.scene().get() != null && all.stream().noneMatch(CachedResult::isBusy)) {
            askNext(now);
        }
    }

    private void askNext(long now) {
        PrimaryResult glance = this.glance.getValue();
        SheetResult answer = this.answer.getValue();
        switch (section.get()) {
            case PICTURES -> {
                if (glance != null) {
                    askPictures(glance.question().predictions(), now);
                }
            }
            case CONFUSION, MODELS -> {}
            case ACTIVATIONS -> {
                if (answer != null && answer.question().trigger() != null) {
                    layers.want(answer.question().predictions().at(0), now);
                }
            }
            case TABLE -> {
                if (answer != null) {
                    askTable(answer, now);
                }
            }
        }
    }

    private void askPictures(InferenceRequest shown, long now) {
        // Saliency first when it is due, or a long drag, which always has newer pictures, would never let it come.
        SidePair known = pair.value().get();
        if (saliencyShown.get() && known != null && maps.want(known, now)) {
            return;
        }
        pair.want(sides(shown), now);
    }

    private void askTable(SheetResult answer, long now) {
        InferenceRequest wanted = controlOf(answer.question().predictions());
        if (isPrompted() && !controlIsNow() && control.want(wanted, now)) {
            return;
        }
        Trigger trigger = answer.question().trigger();
        if (trigger != null && similarity.want(trigger, now)) {
            return;
        }
        SheetResult pinned = workbench.pinned().get();
        if (pinned != null && pinned.question().trigger() != null) {
            pinnedSimilarity.want(Objects.requireNonNull(pinned.question().trigger()), now);
        }
    }

    /** The sides as they are to be shown now. */
    private List<ComparedSide> sides(InferenceRequest now) {
        Bench bench = workbench.bench().get();
        PromptState clean = bench.cleanPrompt();
        PromptState backdoored = bench.backdooredPrompt();
        SheetResult pinned = bench.pinned();
        ComparedSide alone =
                new ComparedSide(now.prompt() == null ? ComparedSide.Kind.WITHOUT : ComparedSide.Kind.WITH, now);
        return switch (pairing.get()) {
            case ON_OFF -> {
                PromptState on = now.prompt() != null ? now.prompt() : backdoored != null ? backdoored : clean;
                yield on == null
                        ? List.of(alone)
                        : List.of(
                                new ComparedSide(ComparedSide.Kind.WITH, now.through(on)),
                                new ComparedSide(ComparedSide.Kind.WITHOUT, now.through(null)));
            }
            case PROMPTS ->
                clean == null || backdoored == null
                        ? List.of(alone)
                        : List.of(
                                new ComparedSide(ComparedSide.Kind.CLEAN, now.through(clean)),
                                new ComparedSide(ComparedSide.Kind.BACKDOORED, now.through(backdoored)));
            case PINNED ->
                pinned == null
                        ? List.of(new ComparedSide(ComparedSide.Kind.NOW, now))
                        : List.of(
                                new ComparedSide(ComparedSide.Kind.NOW, now),
                                new ComparedSide(
                                        ComparedSide.Kind.PINNED,
                                        pinned.question().predictions().at(now.primary())));
        };
    }

    /** The same trigger where there is no backdoor: through the clean prompt, or through none, with the weights opened. */
    private InferenceRequest controlOf(InferenceRequest now) {
        return now.through(workbench.cleanPrompt().get()).untrained().at(0);
    }

    /** Whether there is a control at all: a prompt's is the clean one or none, a model alone may be the backdoored one itself. */
    boolean isPrompted() {
        return workbench.cleanPrompt().get() != null
                || workbench.backdooredPrompt().get() != null;
    }

    /** Whether the answer shown is its own control. */
    boolean controlIsNow() {
        SheetResult answer = this.answer.getValue();
        if (answer == null || !isPrompted()) {
            return false;
        }
        InferenceRequest now = answer.question().predictions().at(0);
        return controlOf(now).equals(now);
    }

    /** Whether the control is the clean prompt; else it is the model without a prompt. */
    boolean controlIsCleanPrompt() {
        return workbench.cleanPrompt().get() != null;
    }

    /** The table's column of the answer now. */
    MeasureColumn now() {
        SheetResult answer = this.answer.getValue();
        return answer == null
                ? MeasureColumn.NOTHING
                : new MeasureColumn(
                        answer.metrics(), of(similarity, answer.question().trigger()));
    }

    /** The table's column of the pinned answer. */
    MeasureColumn pinned() {
        SheetResult answer = workbench.pinned().get();
        return answer == null
                ? MeasureColumn.NOTHING
                : new MeasureColumn(
                        answer.metrics(), of(pinnedSimilarity, answer.question().trigger()));
    }

    /** The table's column of the control; its trigger is that of the answer now. */
    MeasureColumn control() {
        if (!isPrompted()) {
            return MeasureColumn.NOTHING;
        }
        if (controlIsNow()) {
            return now();
        }
        SheetResult answer = control.value().get();
        return answer == null ? MeasureColumn.NOTHING : new MeasureColumn(answer.metrics(), now().similarity());
    }

    private static @Nullable MeanSimilarity of(CachedResult<Trigger, MeasureColumn> kept, @Nullable Trigger trigger) {
        MeasureColumn known = kept.value().get();
        return trigger == null || known == null ? null : known.similarity();
    }

    /** Lights the images of a cell everywhere; an empty cell lights all alike again. */
    void choose(List<Integer> images) {
        workbench.change(now -> {
            now.chosen = images;
            now.primary = images.isEmpty() || images.contains(now.primary) ? now.primary : images.getFirst();
        });
    }

    Workbench workbench() {
        return workbench;
    }

    /** The newest answer for the sheet. */
    ObservableValue<@Nullable SheetResult> answer() {
        return answer;
    }

    /** The section in front. */
    public ObjectProperty<CompareSection> section() {
        return section;
    }

    /** What stands side by side. */
    public ObjectProperty<Pairing> pairing() {
        return pairing;
    }

    /** What the residual is multiplied by, 1 to 30. */
    public IntegerProperty factor() {
        return factor;
    }

    /** Whether saliency is laid over the pictures. */
    public BooleanProperty saliencyShown() {
        return saliencyShown;
    }

    /** Of the saliency, in [0, 1]. */
    public DoubleProperty opacity() {
        return opacity;
    }

    /** Whether anyone can see it; nothing is asked while nobody can. */
    public BooleanProperty showing() {
        return showing;
    }

    /** Name of the layer whose neurons are shown; empty for the one that changes most. */
    public StringProperty layer() {
        return layer;
    }

    CachedResult<List<ComparedSide>, SidePair> pair() {
        return pair;
    }

    CachedResult<SidePair, List<Inspection.Maps>> maps() {
        return maps;
    }

    CachedResult<InferenceRequest, List<LayerChange>> layers() {
        return layers;
    }

    /** Listens to all that the table shows. */
    void onTable(Runnable change) {
        answer.subscribe(change);
        workbench.pinned().subscribe(change);
        control.value().subscribe(change);
        similarity.value().subscribe(change);
        pinnedSimilarity.value().subscribe(change);
    }
}
