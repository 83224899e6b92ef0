package org.triggerworkbench.app.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.charts.ChartContent;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.state.Bench;
import org.triggerworkbench.app.state.Edit;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.TrayItem;
import org.triggerworkbench.app.state.UnderTraining;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.app.training.form.FormModel;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.defense.Defense;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.QuickRun;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.method.Need;
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
    private final List<Method> methods;
    private final MethodForms forms;
    private final ReadOnlyObjectWrapper<Method> method;
    private final ReadOnlyObjectWrapper<Long> seed = new ReadOnlyObjectWrapper<>(1L);
    private final ReadOnlyObjectWrapper<@Nullable SubjectFacts> subject = new ReadOnlyObjectWrapper<>();
    private final StringBinding obstacle;
    private final BooleanBinding ofScene;
    private final ObjectBinding<RunModel.State> stateHere;
    private final ReadOnlyStringWrapper banner = new ReadOnlyStringWrapper("");
    private final SeedSeries series = new SeedSeries();
    private final BooleanProperty quick = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper gauges = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final ChartContent losses;
    private final ChartContent rates;
    private UnderTraining told = UnderTraining.NOTHING;
    /** Whether a person has chosen the method, here or as that of a run to go on with. */
    private boolean wanted;

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
        this.methods = List.copyOf(methods);
        this.follower = new LiveFollower(workbench, run);
        this.forms = new MethodForms(workbench.undo(), usual);
        this.method = new ReadOnlyObjectWrapper<>(FittingMethod.first(this.methods));
        this.losses = RunCharts.losses(id);
        this.rates = RunCharts.rates(id);
        this.rates.smoothing().bindBidirectional(losses.smoothing());
        this.ofScene = Bindings.createBooleanBinding(this::isOfScene, workbench.scene(), run.state(), run.curves());
        this.stateHere = Bindings.createObjectBinding(
                () -> ofScene.get() || run.state().get().isActive()
                        ? run.state().get()
                        : RunModel.State.IDLE,
                ofScene,
                run.state());
        this.obstacle = Bindings.createStringBinding(
                () -> hindrance(method.get()), workbench.scene(), workbench.bench(), method, run.state());
        workbench.scene().subscribe(this::follow);
        workbench.trigger().subscribe(this::refit);
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

    /** Another scene has forms of its own, filled with how it was made; other images of the same change nothing. */
    private void follow(@Nullable SubjectFacts now) {
        SubjectFacts before = subject.get();
        if (now == null
                || (before != null
                        && now.isSameSubject(before)
                        && Objects.equals(MethodForms.recipe(now), MethodForms.recipe(before)))) {
            return;
        }
        forms.fillFor(now);
        run.clearEarlier();
        // First: whoever hears of another method asks for its form at once, which is of this scene.
        subject.set(now);
        methods.stream()
                .filter(known -> MethodForms.recipe(now, known) != null)
                .findFirst()
                .ifPresentOrElse(
                        known -> {
                            wanted = false;
                            method.set(known);
                            seed.set(Objects.requireNonNull(MethodForms.recipe(now, known))
                                    .seed());
                        },
                        this::preferFitting);
    }

    private void preferFitting() {
        FittingMethod.of(
                        methods.stream()
                                .filter(known -> hindrance(known).isEmpty())
                                .toList(),
                        method.get(),
                        wanted,
                        workbench.facts(),
                        workbench.trigger().get())
                .ifPresent(method::set);
    }

    /** Nobody having chosen a method, a trigger of another kind may have a better one. */
    private void refit(@Nullable Trigger before, @Nullable Trigger now) {
        SubjectFacts facts = workbench.scene().get();
        if (!Objects.equals(kind(before), kind(now))
                && !wanted
                && facts != null
                && MethodForms.recipe(facts) == null
                && !run.state().get().isActive()) {
            preferFitting();
        }
    }

    private static @Nullable Class<?> kind(@Nullable Trigger trigger) {
        return trigger == null ? null : trigger.getClass();
    }

    /** Changes when the forms are others. */
    public ReadOnlyObjectProperty<@Nullable SubjectFacts> subject() {
        return subject.getReadOnlyProperty();
    }

    private Need.Given atHand(Method asked) {
        SubjectFacts facts = workbench.facts();
        return new Need.Given(
                facts.zeroShot(),
                facts.context(),
                facts.trainable(),
                workbench.prompt() != null,
                asked instanceof Defense
                        ? truth().trigger()
                        : workbench.trigger().get());
    }

    /** Why a method cannot run on what is open, one sentence; empty where it can. */
    public String hindrance(Method asked) {
        if (workbench.scene().get() == null) {
            return TEXT.get("obstacle.nothing");
        }
        if (asked instanceof Defense && workbench.modelState().get() != null) {
            return TEXT.get("obstacle.weights");
        }
        if (asked instanceof Defense
                && workbench.prompt() != null
                && asked.needs().contains(Need.TRAINABLE_MODEL)) {
            return TEXT.get("obstacle.prompted");
        }
        return Need.unmet(asked.needs(), atHand(asked)).orElse("");
    }

    /** Whether {@link #play} does anything: what hinders a new run hinders none that is under way. */
    public boolean isPlayable() {
        RunModel.State state = run.state().get();
        return state.isActive()
                ? state != RunModel.State.MEASURING
                : obstacle.get().isEmpty();
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
        if (obstacle.get().isEmpty()) {
            series.forget();
            band();
            start(stepping);
        }
    }

    /** Runs with the seed and the four after it, one after the other. */
    public void playSeeds() {
        if (run.state().get().isActive() || !obstacle.get().isEmpty()) {
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
                method.get(),
                form().values(),
                settings(),
                seed.get(),
                compute == null ? "cpu" : compute.device().toString(),
                compute == null ? 0 : compute.threads());
        return isDefence().getValue()
                ? PlanMaker.defend(plan, workbench, defender().whole(RunSettings.BUDGET))
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
        methods.stream()
                .filter(known -> known.id().equals(experiment.job().method()))
                .findFirst()
                .ifPresent(method::set);
        wanted = true;
        seed.set(experiment.seed());
        RunPlan plan = PlanMaker.again(workbench, method.get(), experiment);
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
        setSeed(Math.floorMod(Seeds.derive(seed.get(), "reseed", 0), SEEDS));
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

    /** Chooses a method, as an edit. */
    public void choose(Method next) {
        Method old = method.get();
        if (!old.equals(next)) {
            wanted = true;
            workbench.undo().apply(new Edit(TEXT.get("edit.method"), () -> method.set(old), () -> method.set(next)));
        }
    }

    /** Sets the seed of the next run, as an edit. */
    public void setSeed(long next) {
        long old = seed.get();
        if (old != next) {
            workbench.undo().apply(new Edit(TEXT.get("edit.seed"), () -> seed.set(old), () -> seed.set(next)));
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
        RunCurves.Latest latest = run.curves().get().latest();
        double end = run.curves().get().end();
        if (end > 0 && end != losses.end().get()) {
            losses.end().set(end);
            rates.end().set(end);
        }
        status.set(statusNow(latest));
        banner.set(bannerNow(latest));
        boolean active = run.state().get().isActive();
        gauges.set(latest == null || !(active || ofScene.get()) ? device() : RunWords.gauges(latest));
        RunPlan plan = run.plan();
        boolean made = plan != null && plan.acts(Level.INPUT);
        tellTraining(active && plan != null && follower.isSceneOpen() ? underTraining(plan) : UnderTraining.NOTHING);
        note.set(!active ? "" : TEXT.get(made ? "note.forming" : "note.trigger"));
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

    private boolean isOfScene() {
        RunPlan plan = run.plan();
        return plan == null
                || workbench.scene().get() == null
                || plan.scene().isSameSubject(workbench.scene().get());
    }

    private String bannerNow(RunCurves.@Nullable Latest latest) {
        RunPlan plan = run.plan();
        if (plan == null || !run.state().get().isActive()) {
            return "";
        }
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

    private String statusNow(RunCurves.@Nullable Latest latest) {
        return switch (stateHere.get()) {
            case IDLE ->
                isDefence().getValue()
                        ? TEXT.get("state.idle.defence")
                        : quick.get()
                                ? TEXT.get("state.idle.quick", QuickRun.IMAGES, QuickRun.EPOCHS)
                                : TEXT.get(
                                        "state.idle",
                                        Format.whole(settings().whole(RunSettings.TRAIN)),
                                        settings().whole(RunSettings.EPOCHS));
            case STARTING -> TEXT.get(room.engine().get() == null ? "state.engine" : "state.starting");
            case RUNNING -> latest == null ? TEXT.get("state.starting") : RunWords.where(latest, run.plan());
            case PAUSED -> latest == null ? TEXT.get("state.held") : RunWords.paused(latest, run.plan());
            case MEASURING -> RunWords.measuring(Objects.requireNonNull(run.plan(), "a run is under way"));
            case DONE -> TEXT.get("state.done");
            case FAILED -> TEXT.get("state.failed");
        };
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

    /** All methods to choose from. */
    public List<Method> methods() {
        return methods;
    }

    public ReadOnlyObjectProperty<Method> method() {
        return method.getReadOnlyProperty();
    }

    /** Whether the method chosen is a defence. */
    public ObservableValue<Boolean> isDefence() {
        return method.map(Defense.class::isInstance);
    }

    /** The form of the method chosen; its values are kept while another is looked at. */
    public FormModel form() {
        return forms.of(method.get());
    }

    /** Sets the form to the values for a first look, or to the method's presets; an edit each. */
    public void setQuick(boolean quick) {
        forms.setQuick(method.get(), quick);
    }

    /** Whether the form has the values for a first look. */
    public boolean isQuick() {
        return forms.isQuick(method.get());
    }

    /** The form of what a defender is given, the same for all defences: {@link RunSettings#BUDGET}. */
    public FormModel defender() {
        return forms.defender();
    }

    /** The form of what every training has. */
    public FormModel settings() {
        return forms.settings(method.get());
    }

    /**
     * Where forms take their batch from, unless what is open has a recipe.
     *
     * @param chosen gives the user's batch; 0 for the method's own
     */
    public void setBatch(IntSupplier chosen) {
        forms.setBatch(chosen);
    }

    /** Seed of the next run. */
    public ReadOnlyObjectProperty<Long> seed() {
        return seed.getReadOnlyProperty();
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

    /** Why nothing can be started, one sentence; empty where it can. */
    public StringBinding obstacle() {
        return obstacle;
    }

    /** Where the run stands. */
    public ReadOnlyStringProperty status() {
        return status.getReadOnlyProperty();
    }

    /** What is being trained and how far it is; empty where nothing is. */
    public ReadOnlyStringProperty banner() {
        return banner.getReadOnlyProperty();
    }

    /** Whether the run under way or the last one is of what is open: its curves and its result belong to no other scene. */
    public BooleanBinding ofScene() {
        return ofScene;
    }

    /** How the run stands for what is open: one that has ended in another scene is none here. */
    public ObjectBinding<RunModel.State> stateHere() {
        return stateHere;
    }

    /** Throughput and memory; before a run the device. */
    public ReadOnlyStringProperty gauges() {
        return gauges.getReadOnlyProperty();
    }

    /** What of the window a run under way does not follow. */
    public ReadOnlyStringProperty note() {
        return note.getReadOnlyProperty();
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
