package org.triggerworkbench.app.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.CurveOverlay;
import org.triggerworkbench.defense.Defense;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.text.Causes;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.RunControl;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/**
 * One run at a time: started in a folder of its own, paused, stepped, broken off; what it tells is drained by {@link #tick()}.
 * Window thread only.
 */
public final class RunModel implements CurveOverlay {
    private static final Messages TEXT = Messages.of(RunModel.class);
    private static final int EARLIER = 4;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneId.systemDefault());

    private final RunMachine machine;
    private final BackgroundTasks works;
    private final Path home;
    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.IDLE);
    private final ReadOnlyObjectWrapper<RunCurves> curves = new ReadOnlyObjectWrapper<>(none());
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable RunResult> result = new ReadOnlyObjectWrapper<>();
    private final ObservableList<RunResult> results = FXCollections.observableArrayList();
    private final ObservableList<RunCurves> earlier = FXCollections.observableArrayList();
    private @Nullable Attempt attempt;

    /** Where a run stands. */
    public enum State {
        IDLE,
        STARTING,
        RUNNING,
        PAUSED,
        MEASURING,
        DONE,
        FAILED;

        /** Whether something is under way. */
        public boolean isActive() {
            return switch (this) {
                case STARTING, RUNNING, PAUSED, MEASURING -> true;
                case IDLE, DONE, FAILED -> false;
            };
        }
    }

    /** @param folder where it goes on, once that is known */
    private record Attempt(
            RunPlan plan,
            RunControl control,
            RunCurves curves,
            BackgroundTask work,
            AtomicReference<@Nullable Path> folder) {}

    /**
     * @param home the user's folder: runs go below {@code runs}, their triggers below {@code triggers}
     * @param clock names the folders
     */
    public RunModel(RunMachine machine, BackgroundTasks works, Path home, InstantSource clock) {
        this.machine = machine;
        this.works = works;
        this.home = home;
        this.clock = clock;
    }

    /**
     * Starts a run.
     *
     * @param stepping whether it stops after its first step
     * @throws IllegalStateException if one is under way
     */
    public void start(RunPlan plan, boolean stepping) {
        start(plan, stepping, () -> folder(plan));
    }

    /**
     * Goes on with a run that was broken off, from its last checkpoint.
     *
     * @param plan made of the run's own experiment
     * @throws IllegalStateException if one is under way
     */
    public void resume(RunPlan plan, Path run) {
        start(plan, false, () -> RunFolder.open(run));
    }

    private void start(RunPlan plan, boolean stepping, Supplier<RunFolder> folder) {
        if (state.get().isActive()) {
            throw new IllegalStateException("a run is under way");
        }
        keepEarlier();
        RunControl control = new RunControl();
        if (stepping) {
            control.pause();
            control.step();
        }
        RunCurves heard = new RunCurves(machine::deviceBytes);
        BackgroundTask work = new BackgroundTask(
                TEXT.get(
                        plan.method() instanceof Defense ? "run.work.defence" : "run.work",
                        Card.of(plan.method()).title(),
                        plan.experiment().seed()),
                control::cancel);
        Attempt next = new Attempt(plan, control, heard, work, new AtomicReference<>());
        attempt = next;
        failure.set("");
        result.set(null);
        curves.set(heard);
        state.set(State.STARTING);
        works.start(work, () -> run(next, folder.get()), found -> ended(next, found), failed -> failed(next, failed));
    }

    private static RunCurves none() {
        return new RunCurves(OptionalLong::empty);
    }

    private void keepEarlier() {
        RunCurves last = curves.get();
        if (last.losses().version() + last.rates().version() > 0) {
            earlier.add(last);
            if (earlier.size() > EARLIER) {
                earlier.removeFirst();
            }
        }
    }

    /** On a worker. */
    private @Nullable RunResult run(Attempt mine, RunFolder folder) {
        mine.folder().set(folder.path());
        return machine.run(folder, mine.control(), List.of(mine.curves()), mine.curves())
                ? RunResult.read(folder)
                : null;
    }

    private RunFolder folder(RunPlan plan) {
        Experiment experiment = plan.experiment();
        String name = STAMP.format(clock.instant()) + "-" + experiment.name() + "-seed" + experiment.seed();
        Path folder = home.resolve("runs").resolve(name);
        for (int i = 2; Files.exists(folder); i++) {
            folder = home.resolve("runs").resolve(name + "-" + i);
        }
        String file = folder.getFileName() + ".safetensors";
        Trigger trigger = plan.trained();
        if (trigger != null) {
            Path written = made(home.resolve("triggers")).resolve(file);
            TriggerFiles.write(
                    written,
                    trigger,
                    plan.scene().input().width(),
                    plan.scene().input().height());
            experiment = experiment.withTrigger(experiment.trigger().ofFile(written.toString()));
        }
        PromptState prompt = plan.defended();
        if (prompt != null) {
            Path written = made(home.resolve("prompts")).resolve(file);
            PromptFiles.write(written, prompt.saved());
            experiment = experiment.withPrompt(experiment.prompt().withFile(written.toString()));
        }
        return RunFolder.create(folder, experiment);
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException(TEXT.get("run.home", folder), e);
        }
    }

    private void ended(Attempt mine, @Nullable RunResult found) {
        if (found != null) {
            results.add(found);
        }
        if (mine.equals(attempt)) {
            result.set(found);
            state.set(found == null ? State.IDLE : State.DONE);
        }
    }

    private void failed(Attempt mine, Throwable failed) {
        if (!mine.equals(attempt)) {
            return;
        }
        Throwable cause = Causes.of(failed);
        failure.set(
                cause instanceof InputException ours ? ours.sentence() : TEXT.get("run.broke", String.valueOf(cause)));
        state.set(State.FAILED);
    }

    /** Holds a run before its next step. */
    public void pause() {
        if (attempt != null && state.get().isActive()) {
            attempt.control().pause();
            refresh(attempt);
        }
    }

    /** Lets a held run go on. */
    public void play() {
        if (attempt != null && state.get().isActive()) {
            attempt.control().play();
            refresh(attempt);
        }
    }

    /** Lets a run do one step and holds it. */
    public void step() {
        if (attempt != null && state.get().isActive()) {
            attempt.control().pause();
            attempt.control().step();
            refresh(attempt);
        }
    }

    /** Breaks off what is under way and stands at the start again; the folder of the broken run stays, and can be resumed. */
    public void reset() {
        if (attempt != null && state.get().isActive()) {
            attempt.control().cancel();
        }
        attempt = null;
        keepEarlier();
        curves.set(none());
        result.set(null);
        failure.set("");
        state.set(State.IDLE);
    }

    /** Breaks off what is under way, so that the engine can be closed; call it before that. */
    public void close() {
        if (attempt != null) {
            attempt.control().cancel();
        }
    }

    /** Puts other runs' curves under those of this one. */
    @Override
    public void overlay(List<Run> runs) {
        earlier.setAll(runs.stream().map(RunCurves::of).toList());
    }

    /** Forgets the curves of earlier runs. */
    public void clearEarlier() {
        earlier.clear();
    }

    /** Looks where the run stands; the window's timer calls this. */
    public void tick() {
        if (attempt != null && state.get().isActive()) {
            refresh(attempt);
        }
    }

    private void refresh(Attempt mine) {
        RunCurves.Latest latest = mine.curves().latest();
        if (mine.curves().isTrained()) {
            // A defence may only look, from its first moment on.
            if (!(mine.plan().method() instanceof Defense)) {
                mine.work().tell(1, RunWords.measuring(mine.plan()));
            }
            state.set(State.MEASURING);
            return;
        }
        if (latest == null) {
            state.set(mine.control().isPaused() ? State.PAUSED : State.STARTING);
            return;
        }
        boolean paused = mine.control().isPaused();
        mine.work()
                .tell(
                        mine.curves().share(),
                        paused ? RunWords.paused(latest, mine.plan()) : RunWords.where(latest, mine.plan()));
        state.set(paused ? State.PAUSED : State.RUNNING);
    }

    /** The folder of the run under way; null for none. */
    public @Nullable Path folder() {
        return attempt != null && state.get().isActive() ? attempt.folder().get() : null;
    }

    /** What the run under way or the last one makes is of its folder of artifacts, whatever the file's name; null for none. */
    public @Nullable Path origin() {
        Path run = attempt == null ? null : attempt.folder().get();
        return run == null ? null : RunFolder.made(run).trigger();
    }

    public ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    /** Curves of the run under way or of the last one; empty ones after a reset. */
    public ReadOnlyObjectProperty<RunCurves> curves() {
        return curves.getReadOnlyProperty();
    }

    /** Curves of earlier runs, oldest first. */
    public ObservableList<RunCurves> earlier() {
        return earlier;
    }

    /** Why the last run failed, one sentence; empty where it did not. */
    public ReadOnlyStringProperty failure() {
        return failure.getReadOnlyProperty();
    }

    /** What the last run found; null until it has ended. */
    public ReadOnlyObjectProperty<@Nullable RunResult> result() {
        return result.getReadOnlyProperty();
    }

    /** What all runs of this session found, oldest first. */
    public ObservableList<RunResult> results() {
        return results;
    }

    /** The plan of the run under way or of the last one; null after a reset. */
    public @Nullable RunPlan plan() {
        return attempt == null ? null : attempt.plan();
    }
}
