package org.triggerworkbench.app.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.live.PrimaryResult;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SheetProgress;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.live.Wording;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.Trigger;

/**
 * What is open and what the live answer to it is: the single source of truth of all views. Properties in, answers out; any
 * change of an input asks a new question at once. Used on the window thread only.
 */
public final class Workbench {
    private final ReadOnlyObjectWrapper<@Nullable PrimaryResult> glance = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable SheetProgress> progress = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable SheetResult> answer = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable SheetResult> latest = new ReadOnlyObjectWrapper<>();
    private final StringProperty fault = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Bench> bench = new ReadOnlyObjectWrapper<>(Bench.EMPTY);
    private final List<Part<?>> parts = new ArrayList<>();
    /** The first part: who watches another finds what hangs on the scene put right. */
    private final Part<@Nullable SubjectFacts> scene = part(Bench::scene, (_, _) -> {
        throw new UnsupportedOperationException("a scene is shown");
    });

    private final ObjectProperty<@Nullable Trigger> trigger = part(Bench::trigger, (now, next) -> now.trigger = next);
    private final ObjectProperty<PromptChoice> promptChoice =
            part(Bench::promptChoice, (now, next) -> now.promptChoice = next);
    private final ObjectProperty<@Nullable PromptState> cleanPrompt =
            part(Bench::cleanPrompt, (now, next) -> now.cleanPrompt = next);
    private final ObjectProperty<@Nullable PromptState> backdooredPrompt =
            part(Bench::backdooredPrompt, (now, next) -> now.backdooredPrompt = next);
    private final ObjectProperty<@Nullable ModelState> modelState =
            part(Bench::modelState, (now, next) -> now.modelState = next);
    private final ObjectProperty<@Nullable Wording> wording = part(Bench::wording, (now, next) -> now.wording = next);
    private final ObjectProperty<Integer> target = part(Bench::target, (now, next) -> now.target = next);
    private final ObjectProperty<String> space = part(Bench::space, (now, next) -> now.space = next);
    private final ObjectProperty<ColourBy> colourBy = part(Bench::colourBy, (now, next) -> now.colourBy = next);
    private final ObjectProperty<List<TrayItem>> tray = part(Bench::tray, (now, next) -> now.tray = next);
    private final ObjectProperty<@Nullable SheetResult> pinned = part(Bench::pinned, (now, next) -> now.pinned = next);
    private final Selection selection = new Selection(
            this,
            part(Bench::primary, (now, next) -> now.primary = next),
            part(Bench::chosen, (now, next) -> now.chosen = next));
    private final UndoStack undo = new UndoStack();
    private final ReadOnlyBooleanWrapper pending = new ReadOnlyBooleanWrapper();
    private final ObjectProperty<UnderTraining> underTraining = new SimpleObjectProperty<>(UnderTraining.NOTHING);

    private @Nullable LiveLoop loop;
    private long stamp;
    /** Whether nothing of the scene has been answered yet. */
    private boolean fresh;

    private <T extends @Nullable Object> Part<T> part(Function<Bench, T> read, BiConsumer<Bench.Draft, T> write) {
        Part<T> part = new Part<>(this, read, write);
        parts.add(part);
        return part;
    }

    /** Shows another scene; the one before is closed. Null shows none (the start page). */
    public void show(@Nullable LiveLoop next) {
        show(next == null ? null : next.facts(), next);
    }

    /** Shows a scene with what answers for it; null where nothing does. */
    public void show(@Nullable SubjectFacts facts, @Nullable LiveLoop next) {
        undo.clear();
        fresh = next != null;
        exchange(next, bench.get().show(facts));
    }

    /**
     * Shows other images of what is open. All else stays, the edits that can be undone too: none of them names an image. Only
     * a pinned answer goes, since it is one for the images before.
     */
    public void showSheet(SubjectFacts facts, @Nullable LiveLoop next) {
        exchange(next, bench.get().onSheet(facts));
    }

    /**
     * Shows another model on the same images with the same trigger, prompts and target. What was edited before can no longer
     * be undone.
     *
     * @param next loop of the same images
     * @param weights trained since that model was opened; null for those it was opened with
     * @return the loop before, which is still open
     */
    public LiveLoop swap(LiveLoop next, @Nullable ModelState weights) {
        LiveLoop before = Objects.requireNonNull(loop, "nothing is open");
        undo.clear();
        replace(next, bench.get().onModel(next.facts(), weights));
        return before;
    }

    /** Lets another loop of the same scene answer, such as one on another device; all that is open stays and is asked again. */
    public void answerBy(LiveLoop next) {
        exchange(next, bench.get());
    }

    private void exchange(@Nullable LiveLoop next, Bench shown) {
        LiveLoop before = loop;
        if (before != null) {
            before.close();
        }
        replace(next, shown);
    }

    private void replace(@Nullable LiveLoop next, Bench shown) {
        loop = next;
        glance.set(null);
        progress.set(null);
        answer.set(null);
        latest.set(null);
        pending.set(false);
        fault.set("");
        long asked = stamp;
        put(shown);
        if (stamp == asked) {
            ask();
        }
    }

    /** Changes what is open; asks once, and before those who watch hear of it. */
    public void change(Consumer<Bench.Draft> changes) {
        put(bench.get().with(changes));
    }

    /** Puts another bench in the place of the one there is, on the same scene. */
    public void update(UnaryOperator<Bench> next) {
        put(next.apply(bench.get()));
    }

    /** Changes what is open by an edit, which undo takes back; what the edit does not touch stays as it then is. */
    public void edit(String label, Consumer<Bench.Draft> changes) {
        Bench now = bench.get();
        edit(label, now, now.with(changes));
    }

    /** As the other, of an edit that has been seen before it is made: the bench as it was before, and with it. */
    public void edit(String label, Bench before, Bench after) {
        // Only what differs is kept, or fifty steps would hold the weights of fifty moments of a training.
        Bench from = Bench.EMPTY.moved(after, before);
        Bench to = Bench.EMPTY.moved(before, after);
        undo.apply(new Edit(
                label,
                () -> put(bench.get().moved(to, from)),
                () -> put(bench.get().moved(from, to))));
    }

    /** Shows the scene as it was when it was opened, as one edit; the tray and the pinned answer stay. */
    public void resetScene(String label) {
        SubjectFacts facts = scene.get();
        if (facts == null) {
            return;
        }
        Bench now = bench.get();
        Bench opened = now.show(facts);
        edit(label, now, opened.with(next -> {
            next.promptChoice = opened.offers(PromptChoice.BACKDOORED) ? PromptChoice.BACKDOORED : PromptChoice.NONE;
            next.pinned = now.pinned();
        }));
    }

    /** What is done with something read in the background for the scene now open: nothing once another is. */
    public <T> Consumer<T> onScene(Consumer<T> then) {
        SubjectFacts asked = scene.get();
        return read -> {
            if (Objects.equals(asked, scene.get())) {
                then.accept(read);
            }
        };
    }

    /** Lays a trigger in the tray. */
    public void layAside(TrayItem item) {
        change(now ->
                now.tray = Stream.concat(now.tray.stream(), Stream.of(item)).toList());
    }

    private void put(Bench next) {
        Bench before = bench.get();
        bench.set(next);
        if (!before.question(0).equals(next.question(0))) {
            ask();
        }
        parts.forEach(Part::follow);
    }

    private void ask() {
        LiveLoop open = loop;
        if (open != null) {
            stamp++;
            pending.set(true);
            open.ask(question());
        }
    }

    /** The question as it stands now. */
    public InferenceRequest question() {
        return bench.get().question(stamp);
    }

    /** The prompt chosen, or null for none. */
    public @Nullable PromptState prompt() {
        return bench.get().prompt(promptChoice.get());
    }

    /** Takes what the engine has answered since the last call; the window's timer calls this. */
    public void tick() {
        LiveLoop open = loop;
        if (open == null) {
            return;
        }
        PrimaryResult first = open.takeGlance();
        if (first != null) {
            glance.set(first);
        }
        SheetProgress part = open.takeProgress();
        SheetResult near = open.takeDraft();
        SheetResult whole = open.takeAnswer();
        if (part != null
                && (whole == null || whole.question().stamp() < part.question().stamp())) {
            progress.set(part);
        }
        if (near != null
                && (whole == null || whole.question().stamp() < near.question().stamp())) {
            progress.set(new SheetProgress(near.question(), near.metrics()));
            latest.set(near);
        }
        if (whole != null) {
            fault.set("");
            pending.set(whole.question().stamp() < stamp);
            answer.set(whole);
            SheetResult drawn = latest.get();
            if (drawn == null || drawn.question().stamp() <= whole.question().stamp()) {
                latest.set(whole);
            }
            if (fresh) {
                fresh = false;
                showReadRightly(whole);
            }
            SheetProgress told = progress.get();
            if (told != null && told.question().stamp() <= whole.question().stamp()) {
                progress.set(null);
            }
        }
        Throwable failed = open.takeFault();
        if (failed != null) {
            fault.set(sentence(failed));
        }
    }

    /** The first picture of a scene is one that is read rightly without the trigger, and not of the target. */
    private void showReadRightly(SheetResult whole) {
        int[] labels = facts().labels();
        int[] read = whole.clean().predictions();
        if (selection.primary().get() == 0) {
            IntStream.range(0, labels.length)
                    .filter(i -> read[i] == labels[i] && labels[i] != target.get())
                    .findFirst()
                    .ifPresent(i -> selection.primary().set(i));
        }
    }

    private static String sentence(Throwable failed) {
        return failed instanceof InputException ours
                ? ours.sentence()
                : failed.getMessage() == null ? failed.toString() : failed.getMessage();
    }

    /** The stamp of the newest question; an answer with it or a later one includes all that was changed until now. */
    public long lastAsked() {
        return stamp;
    }

    /** The loop behind, for other work on the inference thread; null where nothing is open. */
    public @Nullable LiveLoop loop() {
        return loop;
    }

    /** All that is open. */
    public ReadOnlyObjectProperty<Bench> bench() {
        return bench.getReadOnlyProperty();
    }

    /** The scene; null on the start page. */
    public ReadOnlyObjectProperty<@Nullable SubjectFacts> scene() {
        return scene;
    }

    /** What is open, where something surely is. */
    public SubjectFacts facts() {
        return Objects.requireNonNull(scene.get(), "nothing is open");
    }

    /** The newest answer for the enlarged image; null until the first. */
    public ReadOnlyObjectProperty<@Nullable PrimaryResult> glance() {
        return glance.getReadOnlyProperty();
    }

    /** The newest answer for the sheet; null until the first. */
    public ReadOnlyObjectProperty<@Nullable SheetResult> answer() {
        return answer.getReadOnlyProperty();
    }

    /**
     * What is to be drawn of the sheet: {@link #answer}, or while that is worked on, a newer answer that is only nearly so.
     * Nothing is kept, saved or counted of the latter.
     */
    public ReadOnlyObjectProperty<@Nullable SheetResult> latest() {
        return latest.getReadOnlyProperty();
    }

    /** Rates over the first images of a sheet newer than {@link #answer}; null where there is none. */
    public ReadOnlyObjectProperty<@Nullable SheetProgress> progress() {
        return progress.getReadOnlyProperty();
    }

    /** An answer pinned to compare with; null for none. */
    public ObjectProperty<@Nullable SheetResult> pinned() {
        return pinned;
    }

    /** Whether something that is shown has changed since {@link #answer} was asked for. */
    public ReadOnlyBooleanProperty pending() {
        return pending.getReadOnlyProperty();
    }

    /** What a run under way trains of what is shown. */
    public ObjectProperty<UnderTraining> underTraining() {
        return underTraining;
    }

    /** Why the newest question has no answer; empty where it has. */
    public StringProperty fault() {
        return fault;
    }

    public ObjectProperty<@Nullable Trigger> trigger() {
        return trigger;
    }

    public ObjectProperty<PromptChoice> promptChoice() {
        return promptChoice;
    }

    public ObjectProperty<@Nullable PromptState> cleanPrompt() {
        return cleanPrompt;
    }

    public ObjectProperty<@Nullable PromptState> backdooredPrompt() {
        return backdooredPrompt;
    }

    /** Weights a training published; null for those opened. */
    public ObjectProperty<@Nullable ModelState> modelState() {
        return modelState;
    }

    /** Words a class as edited; null for the data's usual ones. */
    public ObjectProperty<@Nullable Wording> wording() {
        return wording;
    }

    /** The target class. */
    public ObjectProperty<Integer> target() {
        return target;
    }

    /** The feature space of the embedding, one of the scene's. */
    public ObjectProperty<String> space() {
        return space;
    }

    public ObjectProperty<ColourBy> colourBy() {
        return colourBy;
    }

    /** Triggers laid aside. */
    public ObjectProperty<List<TrayItem>> tray() {
        return tray;
    }

    public Selection selection() {
        return selection;
    }

    public UndoStack undo() {
        return undo;
    }
}
