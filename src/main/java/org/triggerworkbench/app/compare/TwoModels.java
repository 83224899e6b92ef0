package org.triggerworkbench.app.compare;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.live.SheetProgress;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.scenario.Scenarios;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The open model, A, and another, B, on the same images with the same trigger. B is asked only while somebody looks. Window
 * thread only.
 */
public final class TwoModels {
    private static final Messages TEXT = Messages.of(TwoModels.class);
    private static final long PACE_MILLIS = 200;

    private final Workbench workbench;
    private final EngineService engine;
    private final BackgroundTasks works;
    private final LongSupplier clock;
    private final ReadOnlyObjectWrapper<@Nullable SecondModel> second = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper firstName = new ReadOnlyStringWrapper("");
    private final AtomicReference<@Nullable SheetProgress> part = new AtomicReference<>();
    private final ReadOnlyObjectWrapper<@Nullable SheetProgress> progress = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<Fooled> filter = new SimpleObjectProperty<>(Fooled.ALL);
    private final BooleanProperty showing = new SimpleBooleanProperty();
    private final CachedResult<Asked, TwoAnswers> answers = new CachedResult<>(this::ask, PACE_MILLIS);
    private @Nullable SubjectFacts facts;
    private @Nullable SheetResult newest;
    private boolean choosing;
    private boolean swapping;
    /** Answers of A to earlier questions are of what stood there before A and B changed places. */
    private long answersFrom;
    /** Whether the images chosen are those of a filter. */
    private boolean filtered;

    /** What both answers hang on. */
    private record Asked(SecondModel second, InferenceRequest question) {}

    public TwoModels(Workbench workbench, EngineService engine, BackgroundTasks works) {
        this(workbench, engine, works, System::nanoTime);
    }

    TwoModels(Workbench workbench, EngineService engine, BackgroundTasks works, LongSupplier clock) {
        this.workbench = workbench;
        this.engine = engine;
        this.works = works;
        this.clock = clock;
        workbench.scene().subscribe(this::sceneChanged);
        engine.engine().subscribe((before, _) -> {
            if (before != null) {
                openAgain();
            }
        });
        filter.subscribe(this::choose);
        answers.value().subscribe(this::choose);
        workbench.selection().chosen().subscribe(() -> {
            if (!choosing) {
                // Somebody has picked other images: those stay.
                filtered = false;
                filter.set(Fooled.ALL);
            }
        });
    }

    private CompletableFuture<TwoAnswers> ask(Asked asked) {
        SheetResult a = Objects.requireNonNull(newest);
        part.set(null);
        progress.set(null);
        return asked.second().answer(asked.question(), part::set).thenApplyAsync(b -> TwoAnswers.of(a, b));
    }

    /** Takes what was answered and asks for what is missing; the window's timer calls this. */
    void tick() {
        long now = clock.getAsLong();
        answers.tick(now);
        SheetProgress soFar = part.getAndSet(null);
        progress.set(answers.isBusy() ? soFar == null ? progress.get() : soFar : null);
        SecondModel b = second.get();
        SheetResult a = workbench.answer().get();
        if (b != null && a != null && a.question().stamp() >= answersFrom && showing.get()) {
            newest = a;
            answers.want(new Asked(b, question(a)), now);
        }
    }

    /** The question without what answers do not hang on. */
    private static InferenceRequest question(SheetResult answer) {
        return answer.question().predictions().at(0).in(answer.question().space());
    }

    /** Whether what is shown is of the newest answer of A. */
    boolean isCurrent() {
        TwoAnswers shown = answers.value().get();
        SheetResult a = workbench.answer().get();
        return shown != null && a != null && question(shown.a()).equals(question(a));
    }

    private void sceneChanged() {
        SubjectFacts before = facts;
        SubjectFacts now = workbench.scene().get();
        facts = now;
        if (swapping) {
            return;
        }
        SecondModel b = second.get();
        put(null);
        if (now == null || before == null || !now.isSameSubject(before)) {
            firstName.set(now == null ? "" : now.modelName());
            return;
        }
        // The same model on other images: so is B.
        if (b instanceof SecondModel.Opened opened) {
            LiveRequest request = opened.loop().facts().request();
            open(now, request.withSheet(now.request().batch(), now.request().seed()), opened.name(), opened.weights());
        } else {
            put(b);
        }
    }

    /**
     * Opens a model file as B; one that cannot be held against A is told and changes nothing.
     *
     * @param path or name of a model
     * @param output of a TorchScript file that holds the logits; null leaves it to the file
     */
    public void open(String title, Path path, @Nullable String output) {
        SubjectFacts now = workbench.scene().get();
        if (now != null) {
            open(now, beside(now, title, path).withOutput(output), title, null);
        }
    }

    /** Another device computes: B has to be there too. */
    private void openAgain() {
        SubjectFacts now = workbench.scene().get();
        SecondModel b = second.get();
        if (now != null && b instanceof SecondModel.Opened opened) {
            LiveRequest request = opened.loop().facts().request();
            put(null);
            open(now, request, opened.name(), opened.weights());
        }
    }

    private static LiveRequest beside(SubjectFacts now, String title, Path path) {
        LiveRequest request = now.request();
        return request.on(title, path.toString(), null, request.data(), Integer.toString(now.target()))
                // A's trigger comes with each question.
                .withTrigger(null, null);
    }

    private void open(SubjectFacts now, LiveRequest request, String name, @Nullable ModelState weights) {
        engine.openBeside(now, request, loop -> {
            if (now.equals(workbench.scene().get())) {
                put(new SecondModel.Opened(name, loop, weights));
            } else {
                loop.close();
            }
        });
    }

    /** Opens the model of the scene that was trained alike, without poison. */
    public void openClean() {
        SubjectFacts now = workbench.scene().get();
        if (now == null) {
            return;
        }
        works.start(
                new BackgroundTask(TEXT.get("models.work"), null),
                () -> Scenarios.cleanModel(now.request().model())
                        .orElseThrow(() -> new InputException(TEXT.get("models.noClean", now.modelName()))),
                workbench.<Path>onScene(file -> open(TEXT.get("models.clean"), file, null)));
    }

    /** Takes the model as the pinned answer saw it, such as a repaired one. */
    public void takePinned() {
        SheetResult pinned = workbench.pinned().get();
        if (pinned != null) {
            boolean trained = pinned.question().model() != null;
            put(new SecondModel.Kept(
                    TEXT.get(trained ? "models.repaired" : "models.pinned"), pinned.question(), workbench::loop));
        }
    }

    /**
     * A and B change places: B becomes the open model, with the same trigger, prompts, target and images. Where B is the open
     * model as it was, its weights and its prompt change places with those of now.
     */
    public void swap() {
        SecondModel b = second.get();
        SubjectFacts now = workbench.scene().get();
        if (b == null || now == null) {
            return;
        }
        String name = firstName.get();
        swapping = true;
        try {
            SecondModel next =
                    switch (b) {
                        case SecondModel.Opened opened -> {
                            ModelState own = workbench.modelState().get();
                            LiveLoop before = workbench.swap(opened.loop(), opened.weights());
                            yield new SecondModel.Opened(name, before, own);
                        }
                        case SecondModel.Kept kept -> {
                            InferenceRequest own = workbench.question();
                            workbench.change(bench -> bench.see(kept.seen()));
                            yield new SecondModel.Kept(name, own, kept.open());
                        }
                    };
            answersFrom = workbench.lastAsked();
            filter.set(Fooled.ALL);
            answers.clear();
            firstName.set(b.name());
            second.set(next);
        } finally {
            swapping = false;
        }
    }

    /** Closes B. */
    public void closeSecond() {
        put(null);
    }

    private void put(@Nullable SecondModel next) {
        SecondModel before = second.get();
        if (before != null && !before.equals(next)) {
            before.close();
        }
        filter.set(Fooled.ALL);
        answers.clear();
        second.set(next);
    }

    private void choose() {
        TwoAnswers shown = answers.value().get();
        SubjectFacts now = workbench.scene().get();
        if (shown == null || now == null || (filter.get() == Fooled.ALL && !filtered)) {
            return;
        }
        Fooled wanted = filter.get();
        Collection<Integer> images = wanted == Fooled.ALL ? List.of() : wanted.images(shown, now.labels());
        filtered = wanted != Fooled.ALL;
        if (workbench.selection().chosen().get().equals(new TreeSet<>(images))) {
            return;
        }
        choosing = true;
        try {
            workbench.change(bench -> {
                bench.chosen = images;
                if (!images.isEmpty() && !images.contains(bench.primary)) {
                    bench.primary = images.iterator().next();
                }
            });
        } finally {
            choosing = false;
        }
    }

    /** What A is called. */
    ReadOnlyStringProperty firstName() {
        return firstName.getReadOnlyProperty();
    }

    /** B's rates over the first images, while it is asked; null where there are none. */
    ReadOnlyObjectProperty<@Nullable SheetProgress> progress() {
        return progress.getReadOnlyProperty();
    }

    /** B; null where there is none. */
    public ReadOnlyObjectProperty<@Nullable SecondModel> second() {
        return second.getReadOnlyProperty();
    }

    /** Which images are chosen. */
    public ObjectProperty<Fooled> filter() {
        return filter;
    }

    /** Whether anyone can see it. */
    BooleanProperty showing() {
        return showing;
    }

    ReadOnlyObjectProperty<@Nullable TwoAnswers> answers() {
        return answers.value();
    }

    /** Why there is no answer of B; empty where there is. */
    ReadOnlyStringProperty fault() {
        return answers.fault();
    }

    Workbench workbench() {
        return workbench;
    }

    /** Whether there is something pinned to be taken. */
    ObservableValue<Boolean> hasPinned() {
        return workbench.pinned().map(_ -> true).orElse(false);
    }

    /** Runs something whenever what is shown may be other. */
    void onChange(Runnable change) {
        List<Consumer<Runnable>> watched = List.of(
                answers.value()::subscribe,
                answers.fault()::subscribe,
                second::subscribe,
                progress::subscribe,
                filter::subscribe,
                workbench.answer()::subscribe,
                workbench.selection().primary()::subscribe,
                workbench.selection().chosen()::subscribe);
        watched.forEach(watch -> watch.accept(change));
    }
}
