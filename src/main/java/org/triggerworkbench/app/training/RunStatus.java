package org.triggerworkbench.app.training;

import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableBooleanValue;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.defense.Defense;
import org.triggerworkbench.experiment.file.QuickRun;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.text.Messages;

/** How the run under way, or the last one, stands for what is open, in words of the moment. Window thread only. */
public final class RunStatus {
    private static final Messages TEXT = Messages.of(RunStatus.class);

    private final Workbench workbench;
    private final EngineService room;
    private final RunModel run;
    private final RunSetup setup;
    private final SeedSeries series;
    private final ObservableBooleanValue quick;
    private final BooleanBinding ofScene;
    private final ObjectBinding<RunModel.State> stateHere;
    private final ReadOnlyStringWrapper line = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper banner = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper gauges = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");

    RunStatus(
            Workbench workbench,
            EngineService room,
            RunModel run,
            RunSetup setup,
            SeedSeries series,
            ObservableBooleanValue quick) {
        this.workbench = workbench;
        this.room = room;
        this.run = run;
        this.setup = setup;
        this.series = series;
        this.quick = quick;
        this.ofScene = Bindings.createBooleanBinding(this::isOfScene, workbench.scene(), run.state(), run.curves());
        this.stateHere = Bindings.createObjectBinding(
                () -> ofScene.get() || run.state().get().isActive()
                        ? run.state().get()
                        : RunModel.State.IDLE,
                ofScene,
                run.state());
    }

    private boolean isOfScene() {
        RunPlan plan = run.plan();
        return plan == null
                || workbench.scene().get() == null
                || plan.scene().isSameSubject(workbench.scene().get());
    }

    /** Finds the words for how things are now. */
    void refresh() {
        RunCurves.Latest latest = run.curves().get().latest();
        RunPlan plan = run.plan();
        boolean active = run.state().get().isActive();
        line.set(lineNow(latest));
        banner.set(plan == null || !active ? "" : bannerNow(plan, latest));
        gauges.set(latest == null || !(active || ofScene.get()) ? device() : RunWords.gauges(latest));
        boolean made = plan != null && plan.acts(Level.INPUT);
        note.set(!active ? "" : TEXT.get(made ? "note.forming" : "note.trigger"));
    }

    private String bannerNow(RunPlan plan, RunCurves.@Nullable Latest latest) {
        if (!ofScene.get()) {
            return TEXT.get("banner.elsewhere", plan.scene().request().title());
        }
        String words = stateWords(plan, latest);
        return series.number() == 0 ? words : TEXT.get("banner.series", series.number(), SeedSeries.SEEDS, words);
    }

    private String stateWords(RunPlan plan, RunCurves.@Nullable Latest latest) {
        boolean alone = plan.method() instanceof Defense;
        return switch (run.state().get()) {
            case MEASURING ->
                TEXT.get(
                        "banner.measuring",
                        Format.whole(plan.experiment().data().test()));
            case PAUSED ->
                latest == null ? TEXT.get("banner.starting") : TEXT.get("banner.paused", RunWords.steps(latest, plan));
            default ->
                latest == null
                        ? TEXT.get("banner.starting")
                        : TEXT.get(
                                series.number() > 0 ? "banner.short" : alone ? "banner.defence" : "banner.attack",
                                alone ? RunWords.steps(latest, plan) : RunWords.phasedEpochs(latest, plan),
                                RunWords.left(latest));
        };
    }

    private String lineNow(RunCurves.@Nullable Latest latest) {
        return switch (stateHere.get()) {
            case IDLE -> ready();
            case STARTING -> TEXT.get(room.engine().get() == null ? "state.engine" : "state.starting");
            case RUNNING -> latest == null ? TEXT.get("state.starting") : RunWords.where(latest, run.plan());
            case PAUSED -> latest == null ? TEXT.get("state.held") : RunWords.paused(latest, run.plan());
            case MEASURING -> RunWords.measuring(Objects.requireNonNull(run.plan(), "a run is under way"));
            case DONE -> TEXT.get("state.done");
            case FAILED -> TEXT.get("state.failed");
        };
    }

    private String ready() {
        if (setup.isDefence().getValue()) {
            return TEXT.get("state.idle.defence");
        }
        return quick.get()
                ? TEXT.get("state.idle.quick", QuickRun.IMAGES, QuickRun.EPOCHS)
                : TEXT.get(
                        "state.idle",
                        Format.whole(setup.settings().whole(RunSettings.TRAIN)),
                        setup.settings().whole(RunSettings.EPOCHS));
    }

    private String device() {
        EngineService.Engine engine = room.engine().get();
        if (engine == null) {
            return "";
        }
        ComputeDevice device = engine.compute().device();
        int threads = engine.compute().threads();
        if (threads == 1) {
            return device.isCuda() ? TEXT.get("device.card.one", device) : TEXT.get("device.one");
        }
        return device.isCuda() ? TEXT.get("device.card", device, threads) : TEXT.get("device", threads);
    }

    /** Whether the run is of what is open: its curves and its result belong to no other scene. */
    public BooleanBinding ofScene() {
        return ofScene;
    }

    /** How the run stands for what is open: one that has ended in another scene is none here. */
    public ObjectBinding<RunModel.State> stateHere() {
        return stateHere;
    }

    /** Where the run stands; before one, what it would train on. */
    public ReadOnlyStringProperty line() {
        return line.getReadOnlyProperty();
    }

    /** What is being trained and how far it is; empty where nothing is. */
    public ReadOnlyStringProperty banner() {
        return banner.getReadOnlyProperty();
    }

    /** Throughput and memory; before a run the device. */
    public ReadOnlyStringProperty gauges() {
        return gauges.getReadOnlyProperty();
    }

    /** What of the window a run under way does not follow. */
    public ReadOnlyStringProperty note() {
        return note.getReadOnlyProperty();
    }
}
