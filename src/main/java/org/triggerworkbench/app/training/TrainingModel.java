package org.triggerworkbench.app.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.triggerworkbench.app.charts.ChartContent;
import org.triggerworkbench.app.state.Bench;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.TrayItem;
import org.triggerworkbench.app.state.UnderTraining;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.defense.Defense;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.Phase;
import org.triggerworkbench.trigger.Trigger;

/** A method set up from what is open, run, watched, and its result taken: what the Train and the Optimise view share. */
public final class TrainingModel {
    private static final Messages TEXT = Messages.of(TrainingModel.class);
    private static final long SEEDS = 10_000;

    private final Workbench workbench;
    private final EngineService room;
    private final RunModel run;
    private final LiveFollower follower;
    private final RunSetup setup;
    private final RunStatus status;
    private final SeedSeries series = new SeedSeries();
    private final BooleanProperty quick = new SimpleBooleanProperty();
    private final ChartContent losses;
    private final ChartContent rates;
    private UnderTraining told = UnderTraining.NOTHING;

    /**
     * @param id of the view, such as {@code train}; its charts' ids begin with it
     * @param methods to choose from, at least one
     * @param usual values of the training's settings that stand in for the quick ones
     */
    public TrainingModel(
            Workbench workbench,
            EngineService room,
            RunModel run,
            String id,
            List<? extends Method> methods,
            Map<String, Object> usual) {
        this.workbench = workbench;
        this.room = room;
        this.run = run;
        this.setup = new RunSetup(workbench, run, methods, usual);
        this.follower = new LiveFollower(workbench, run);
        this.losses = RunCharts.losses(id);
        this.rates = RunCharts.rates(id);
        this.rates.smoothing().bindBidirectional(losses.smoothing());
        this.status = new RunStatus(workbench, room, run, setup, series, quick);
        setup.subject().subscribe((_, _) -> run.clearEarlier());
        run.curves().subscribe(now -> {
            losses.zoom().set(null);
            rates.zoom().set(null);
            losses.buffer().set(now.losses());
            rates.buffer().set(now.rates());
        });
        run.earlier().addListener((InvalidationListener) _ -> {
            losses.earlier()
                    .setAll(run.earlier().stream().map(RunCurves::losses).toList());
            rates.earlier().setAll(run.earlier().stream().map(RunCurves::rates).toList());
        });
        run.state().subscribe((before, now) -> {
            // Cancelled or failed: what it has shown stays, and no button takes it away.
            if (before.isActive() && !now.isActive() && now != RunModel.State.DONE) {
                follower.leave();
            }
        });
        run.result().subscribe(found -> {
            if (found != null) {
                layAside(found);
                series.add(found, run.curves().get());
                band();
            }
        });
        refresh();
    }

    /** Whether {@link #play} does anything: what hinders a new run hinders none that is under way. */
    public boolean isPlayable() {
        RunModel.State state = run.state().get();
        return state.isActive()
                ? state != RunModel.State.MEASURING
                : setup.obstacle().get().isEmpty();
    }

    /** Starts a run, or holds the one under way, or lets it go on. */
    public void play() {
        switch (run.state().get()) {
            case PAUSED -> run.play();
            case STARTING, RUNNING -> run.pause();
            case MEASURING -> {}
            case IDLE, DONE, FAILED -> startAlone(false);
        }
        refresh();
    }

    private void startAlone(boolean stepping) {
        if (setup.obstacle().get().isEmpty()) {
            series.forget();
            band();
            start(stepping);
        }
    }

    /** Runs with the seed and the four after it, one after the other. */
    public void playSeeds() {
        if (run.state().get().isActive() || !setup.obstacle().get().isEmpty()) {
            return;
        }
        series.begin(start(false));
        band();
        refresh();
    }

    /** The next run of a series once one has ended; a run that failed or was broken off ends the series. */
    private void goOn() {
        RunPlan next = series.next();
        switch (run.state().get()) {
            case DONE -> {
                if (next != null) {
                    restoreStart();
                    start(next, false);
                }
            }
            case IDLE, FAILED -> series.end();
            case STARTING, RUNNING, PAUSED, MEASURING -> {}
        }
    }

    /** Where the runs of a series lie is shaded. */
    private void band() {
        rates.band().setAll(series.curves().stream().map(RunCurves::rates).toList());
    }

    /** One step: of the run under way, or of a new one that is held after it. */
    public void step() {
        if (run.state().get().isActive()) {
            run.step();
        } else {
            startAlone(true);
        }
        refresh();
    }

    private RunPlan start(boolean stepping) {
        restoreStart();
        RunPlan plan = plan();
        start(plan, stepping);
        return plan;
    }

    /** Once more from the trigger it had, not from the one that it made. */
    private void restoreStart() {
        if (follower.isMadeShown()) {
            follower.restore();
        }
    }

    private void start(RunPlan plan, boolean stepping) {
        follower.begin(plan);
        run.start(plan, stepping);
    }

    /** The plan of a run as things are now. */
    public RunPlan plan() {
        EngineService.Engine engine = room.engine().get();
        Compute compute = engine == null ? null : engine.compute();
        RunPlan plan = PlanMaker.make(
                workbench,
                setup.method().get(),
                setup.form().values(),
                setup.settings(),
                setup.seed().get(),
                compute == null ? "cpu" : compute.device().toString(),
                compute == null ? 0 : compute.threads());
        return setup.isDefence().getValue()
                ? PlanMaker.defend(plan, workbench, setup.defender().whole(RunSettings.BUDGET))
                : quick.get() ? plan.quick() : plan;
    }

    /** The backdoor of what is open, as far as is known. */
    public Truth truth() {
        return Truth.of(workbench);
    }

    /**
     * Goes on with a run that was broken off; what it is for has just been opened.
     *
     * @param experiment of the run
     * @return whether it goes on: not while another is under way
     */
    public boolean resume(Path folder, Experiment experiment) {
        if (run.state().get().isActive()) {
            return false;
        }
        setup.goOn(experiment);
        RunPlan plan = PlanMaker.again(workbench, setup.method().get(), experiment);
        follower.begin(plan);
        run.resume(plan, folder);
        refresh();
        return true;
    }

    /** Back to the start with the same seed; what the window showed before the run is shown again. */
    public void reset() {
        // First, for it asks what the run has shown.
        follower.restore();
        series.forget();
        band();
        run.reset();
        refresh();
    }

    /** Back to the start with another seed. */
    public void reseed() {
        setup.setSeed(Math.floorMod(Seeds.derive(setup.seed().get(), "reseed", 0), SEEDS));
        reset();
    }

    /** Takes what the last run trained as what is open: an edit, unlike the run itself. */
    public void take() {
        Bench old = follower.before();
        Bench found = follower.taken();
        if (old != null && found != null) {
            workbench.edit(TEXT.get("edit.take"), old, found);
            follower.keepTaken();
        }
    }

    private void layAside(RunResult found) {
        Bench made = follower.taken();
        RunPlan plan = run.plan();
        if (plan != null && plan.acts(Level.INPUT) && made != null && made.trigger() instanceof Trigger.Patch p) {
            workbench.layAside(new TrayItem(
                    TEXT.get("tray.patch", found.seed()), p, p.width(), p.height(), RunCharts.thumbnail(p)));
        }
    }

    /** Looks what the run tells, shows its newest weights; the window's timer calls this. */
    public void tick() {
        run.tick();
        goOn();
        follower.tick();
        refresh();
    }

    private void refresh() {
        double end = run.curves().get().end();
        if (end > 0 && end != losses.end().get()) {
            losses.end().set(end);
            rates.end().set(end);
        }
        status.refresh();
        boolean active = run.state().get().isActive();
        RunPlan plan = run.plan();
        tellTraining(active && plan != null && follower.isSceneOpen() ? underTraining(plan) : UnderTraining.NOTHING);
    }

    private UnderTraining underTraining(RunPlan plan) {
        Publication newest = run.curves().get().newest(Phase.Part.METHOD);
        return plan.method() instanceof Defense
                        || !following().get()
                        || newest == null
                        || !newest.shown().isWorn()
                ? UnderTraining.NOTHING
                : switch (plan.method().level()) {
                    case PROMPT -> UnderTraining.PROMPT;
                    case MODEL -> UnderTraining.MODEL;
                    case INPUT -> UnderTraining.TRIGGER;
                };
    }

    /** Takes back only what it has told itself: there are other views with runs of theirs. */
    private void tellTraining(UnderTraining now) {
        if (now != told) {
            told = now;
            workbench.underTraining().set(now);
        }
    }

    /** What the next run is to be. */
    public RunSetup setup() {
        return setup;
    }

    public RunModel run() {
        return run;
    }

    /** Whether an attack is run with few images and epochs, for a first look; its name says so. */
    public BooleanProperty quick() {
        return quick;
    }

    /** What runs alike but for their seeds found together; empty where there were none. */
    public ReadOnlyStringProperty seriesSummary() {
        return series.summary();
    }

    /** Whether the window shows what is trained while it forms. */
    public BooleanProperty following() {
        return follower.following();
    }

    /** How the run stands for what is open. */
    public RunStatus status() {
        return status;
    }

    public ChartContent losses() {
        return losses;
    }

    public ChartContent rates() {
        return rates;
    }

    /** What could keep the attack success of the last run low, judged by its facts; empty without a run. */
    public List<WhyLow.Line> whyLow() {
        RunPlan plan = run.plan();
        return plan == null || !(plan.experiment().job() instanceof Experiment.AttackSpec)
                ? List.of()
                : WhyLow.judge(new WhyLow.Facts(
                        plan,
                        run.curves().get(),
                        run.result().get() instanceof RunResult.Attacked attacked ? attacked : null,
                        workbench.trigger().get(),
                        workbench.target().get()));
    }
}
