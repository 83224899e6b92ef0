package org.triggerworkbench.app.defend;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.app.training.Publication;
import org.triggerworkbench.app.training.RunModel;
import org.triggerworkbench.app.training.RunPlan;
import org.triggerworkbench.app.training.RunSettings;
import org.triggerworkbench.app.training.TrainingModel;
import org.triggerworkbench.app.training.Truth;
import org.triggerworkbench.app.training.form.FormModel;
import org.triggerworkbench.defense.Defense;
import org.triggerworkbench.defense.Defenses;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.Finding;
import org.triggerworkbench.method.FoundTrigger;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.Phase;

/**
 * A defence of what is open, what it found, and the same defence on the clean counterpart beside it. Window thread only.
 */
public final class DefendModel {
    private static final Messages TEXT = Messages.of(DefendModel.class);
    private static final double NANOS = 1e9;

    private final Workbench workbench;
    private final BackgroundTasks works;
    private final TrainingModel training;
    private final Counterpart counterpart;
    private final Hooks hooks;
    private final ReadOnlyObjectWrapper<@Nullable Result> suspected = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<Side> side = new SimpleObjectProperty<>(Side.SUSPECT);
    private final ObjectProperty<Boolean> revealed = new SimpleObjectProperty<>(false);
    private final ReadOnlyObjectWrapper<Boolean> stale = new ReadOnlyObjectWrapper<>(false);
    private final ReadOnlyObjectWrapper<Boolean> secret = new ReadOnlyObjectWrapper<>(false);
    private double seconds;
    private long lastTick = System.nanoTime();
    private @Nullable SubjectFacts subject;

    /** Whose result is looked at. */
    public enum Side {
        SUSPECT,
        CLEAN
    }

    /**
     * What a defence found, and of what.
     *
     * @param plan it was run by
     * @param of what was defended, for people
     * @param seconds it took, with opening and measuring; NaN where that is not known
     */
    public record Result(RunPlan plan, Finding finding, String of, double seconds) {}

    /** What other views do with what was found. */
    public interface Hooks {
        /** Takes a found trigger up. */
        void paint(FoundTrigger found);

        /** A repaired model was put beside the open one. */
        void beside();
    }

    /**
     * @param run of the suspect
     * @param clean of its clean counterpart
     */
    public DefendModel(
            Workbench workbench, EngineService room, BackgroundTasks works, RunModel run, RunModel clean, Hooks hooks) {
        this.workbench = workbench;
        this.works = works;
        this.counterpart = new Counterpart(works, clean);
        this.hooks = hooks;
        this.training = new TrainingModel(workbench, room, run, "defend", Defenses.all(), Map.of());
        // What is repaired goes beside the suspect, not into its place.
        training.following().set(false);
        run.state().subscribe(this::looked);
        clean.state().subscribe(this::lookedBeside);
        workbench.scene().subscribe(this::sceneChanged);
        workbench.bench().subscribe(this::compareWithOpen);
        suspected.subscribe(this::compareWithOpen);
        workbench.scene().subscribe(this::keepSecret);
        revealed.subscribe(this::keepSecret);
        keepSecret();
    }

    private void compareWithOpen() {
        Result now = suspected.get();
        stale.set(now != null
                && (workbench.modelState().get() != null
                        || !Objects.equals(now.plan().defended(), workbench.prompt())));
    }

    private void keepSecret() {
        SubjectFacts now = workbench.scene().get();
        secret.set(now != null && now.request().withheld() && !revealed.get());
    }

    private void sceneChanged() {
        SubjectFacts now = workbench.scene().get();
        boolean other = now == null || !isSame(now, subject);
        subject = now;
        if (!other) {
            return;
        }
        if (!training.run().state().get().isActive()) {
            training.run().reset();
        }
        forget();
        revealed.set(false);
    }

    /** Whether a scene is the same one, whatever images of it are on the sheet: also what it brings, and what it withholds. */
    private static boolean isSame(SubjectFacts one, @Nullable SubjectFacts other) {
        return other != null
                && one.isSameSubject(other)
                && one.request().withSheet(0, 0).equals(other.request().withSheet(0, 0));
    }

    private void forget() {
        suspected.set(null);
        SubjectFacts now = workbench.scene().get();
        // A secret that was told stays told as long as its scene is open.
        if (now == null || !now.request().withheld()) {
            revealed.set(false);
        }
        counterpart.mayBeFound();
        forgetComparison();
    }

    private void forgetComparison() {
        counterpart.forget();
        side.set(Side.SUSPECT);
    }

    /** Starts, holds, lets go on. */
    public void play() {
        if (counterpart.isActive()) {
            return;
        }
        if (!training.run().state().get().isActive()) {
            if (!training.setup().obstacle().getValue().isEmpty()) {
                return;
            }
            forget();
            seconds = 0;
        }
        training.play();
    }

    /** Breaks off what is under way. */
    public void cancel() {
        if (clean().state().get().isActive()) {
            clean().reset();
            forgetComparison();
        } else {
            training.reset();
        }
    }

    /** Runs the same on the counterpart without a backdoor, where one is known. */
    public void compare() {
        Result now = suspected.get();
        if (now == null || isActive()) {
            return;
        }
        forgetComparison();
        counterpart.compare(now.plan(), workbench.cleanPrompt().get(), () -> now.equals(suspected.get()));
    }

    /** Looks what the runs tell; the window's timer calls this. */
    public void tick() {
        long now = System.nanoTime();
        boolean counts = isCounting(training.run()) || isCounting(clean());
        seconds += counts ? (now - lastTick) / NANOS : 0;
        lastTick = now;
        training.tick();
        clean().tick();
    }

    private static boolean isCounting(RunModel run) {
        return switch (run.state().get()) {
            case STARTING, RUNNING, MEASURING -> true;
            case IDLE, PAUSED, DONE, FAILED -> false;
        };
    }

    private void looked() {
        RunModel run = training.run();
        RunModel.State state = run.state().get();
        if (state == RunModel.State.STARTING && suspected.get() != null) {
            // A run that goes on did not come by Play.
            forget();
            seconds = 0;
        }
        // One that failed after its answer, for want of room for its report, has answered.
        if ((state == RunModel.State.DONE || state == RunModel.State.FAILED) && suspected.get() == null) {
            suspected.set(result(run, suspectName(run.plan())));
        }
    }

    private void lookedBeside() {
        RunModel.State state = clean().state().get();
        if (state == RunModel.State.STARTING) {
            seconds = 0;
        } else if (state == RunModel.State.DONE) {
            counterpart.answered(result(clean(), counterpart.name()));
        }
    }

    private @Nullable Result result(RunModel run, String of) {
        Finding found = run.curves().get().finding();
        RunPlan plan = run.plan();
        boolean gone = plan == null || !isSame(plan.scene(), workbench.scene().get());
        return found == null || plan == null || gone ? null : new Result(plan, found, of, seconds);
    }

    private static String suspectName(@Nullable RunPlan plan) {
        return plan == null ? "" : suspectName(plan.scene(), plan.defended());
    }

    private static String suspectName(SubjectFacts facts, @Nullable PromptState prompt) {
        if (prompt == null) {
            return facts.modelName();
        }
        String key = prompt.equals(facts.backdooredPrompt())
                ? "suspect.backdoored"
                : prompt.equals(facts.cleanPrompt()) ? "suspect.clean" : "suspect.prompted";
        return TEXT.get(key, facts.modelName());
    }

    /** What is open for the defence to look at, for people; empty where nothing is. */
    String suspect() {
        return workbench.scene().get() == null ? "" : suspectName(workbench.facts(), workbench.prompt());
    }

    /** The backdoor there really is, as far as the window knows. */
    Truth truth() {
        return training.truth();
    }

    /** Shows the trigger that the scene withheld, everywhere in the window. */
    void reveal() {
        revealed.set(true);
        Truth truth = truth();
        if (workbench.trigger().get() == null && truth.trigger() != null) {
            workbench.change(now -> {
                now.trigger = truth.trigger();
                now.target = truth.target();
            });
        }
    }

    /** Puts what was repaired beside what is open, pinned, so that Compare shows both. */
    void putBeside() {
        Publication made = training.run().curves().get().newest(Phase.Part.METHOD);
        LiveLoop loop = workbench.loop();
        InferenceRequest asked = made == null ? null : repaired(workbench.question(), made);
        if (asked == null || loop == null) {
            return;
        }
        works.start(
                new BackgroundTask(TEXT.get("beside.work"), null),
                () -> loop.submit(responder -> responder.answer(asked)).join(),
                workbench.<SheetResult>onScene(answer -> {
                    workbench.edit(TEXT.get("edit.beside"), now -> now.pinned = answer);
                    hooks.beside();
                }));
    }

    private static @Nullable InferenceRequest repaired(InferenceRequest now, Publication made) {
        return switch (made.shown()) {
            case Shown.Weights weights ->
                new InferenceRequest(
                        now.stamp(),
                        now.trigger(),
                        now.prompt(),
                        new ModelState(weights.tensors(), made.step()),
                        now.words(),
                        now.target(),
                        now.primary(),
                        now.space());
            case Shown.Prompt prompt ->
                now.through(new PromptState(prompt.layout(), prompt.values(), null, made.step()));
            case Shown.Made _, Shown.Found _, Shown.OfTexts _ -> null;
        };
    }

    /** Takes a found trigger into Paint, its class as the target. */
    void paint(FoundTrigger found) {
        hooks.paint(found);
    }

    /** The defence that unlearns what a result found: it searches as Neural Cleanse does, in a model itself; else null. */
    @Nullable
    Defense unlearning(Result found) {
        if (!found.plan().method().id().equals("neural-cleanse") || found.plan().defended() != null) {
            return null;
        }
        return unlearning();
    }

    private @Nullable Defense unlearning() {
        return training.setup().methods().stream()
                .filter(Defense.class::isInstance)
                .map(Defense.class::cast)
                .filter(known -> known.id().contains("unlearning"))
                .findFirst()
                .orElse(null);
    }

    /** Starts the defence that unlearns the found trigger; it finds the same one again, by the same settings and seed. */
    void unlearn() {
        Defense repair = unlearning();
        Result found = suspected.get();
        if (repair == null || found == null || isActive()) {
            return;
        }
        if (found.plan().experiment().job() instanceof Experiment.Defense told) {
            training.setup().defender().set(RunSettings.BUDGET, (double) told.budget(), null);
        }
        Map<String, Object> values = found.plan().experiment().job().values();
        training.setup().choose(repair);
        training.setup().setSeed(found.plan().experiment().seed());
        FormModel form = training.setup().form();
        Object gesture = new Object();
        for (FormModel.Field field : form.fields()) {
            Object value = values.get(field.key());
            if (value != null) {
                form.set(field.key(), value, gesture);
            }
        }
        play();
    }

    /** Triggers that the run under way looks for, as they are by now; empty where it looks for none. */
    List<FoundTrigger> forming() {
        Publication newest = training.run().curves().get().newest(Phase.Part.METHOD);
        return newest != null && newest.shown() instanceof Shown.Found(List<FoundTrigger> triggers)
                ? triggers
                : List.of();
    }

    /** The result looked at; null where there is none. */
    @Nullable
    Result shown() {
        return side.get() == Side.SUSPECT ? suspected.get() : cleared().get();
    }

    /** The classes a detection flagged, most suspicious first; empty of other findings. */
    static List<Integer> flagged(Detection detection) {
        return java.util.Arrays.stream(detection.flagged())
                .boxed()
                .sorted(java.util.Comparator.comparingDouble(label -> -detection.values()[label]))
                .toList();
    }

    /** Where things stand, one line. */
    String status() {
        if (clean().state().get().isActive()) {
            return TEXT.get("compare.running", counterpart.name());
        }
        boolean looks = training.run().state().get() == RunModel.State.MEASURING;
        return looks ? TEXT.get("state.looking") : training.status().line().get();
    }

    /** Whether anything is under way. */
    boolean isActive() {
        return training.run().state().get().isActive() || counterpart.isActive();
    }

    Workbench workbench() {
        return workbench;
    }

    public TrainingModel training() {
        return training;
    }

    /** The run on the clean counterpart. */
    public RunModel clean() {
        return counterpart.run();
    }

    /** What was found of what is open; null until it is. */
    public ReadOnlyObjectProperty<@Nullable Result> suspected() {
        return suspected.getReadOnlyProperty();
    }

    /** What was found of the clean counterpart; null until it is. */
    public ReadOnlyObjectProperty<@Nullable Result> cleared() {
        return counterpart.answer();
    }

    public ObjectProperty<Side> side() {
        return side;
    }

    /** Whether the true trigger is shown. */
    public ReadOnlyObjectProperty<Boolean> revealed() {
        return revealed;
    }

    /** What there is to say of the comparison while it is not there; empty for nothing. */
    public ReadOnlyStringProperty comparison() {
        return counterpart.words();
    }

    /** Whether the counterpart is being looked for. */
    ReadOnlyObjectProperty<Boolean> looking() {
        return counterpart.looking();
    }

    /** Whether the result is of another prompt or of other weights than those that are open. */
    ReadOnlyObjectProperty<Boolean> stale() {
        return stale.getReadOnlyProperty();
    }

    /** Whether what a result tells of the true trigger is to be kept back. */
    ReadOnlyObjectProperty<Boolean> secret() {
        return secret.getReadOnlyProperty();
    }

    /** Whether a clean counterpart may be found. */
    ReadOnlyObjectProperty<Boolean> comparable() {
        return counterpart.comparable();
    }
}
