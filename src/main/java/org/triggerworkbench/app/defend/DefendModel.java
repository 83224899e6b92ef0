package org.triggerworkbench.app.defend;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.app.training.Publication;
import org.triggerworkbench.app.training.RunModel;
import org.triggerworkbench.app.training.RunPlan;
import org.triggerworkbench.app.training.TrainingModel;
import org.triggerworkbench.app.training.Truth;
import org.triggerworkbench.app.training.form.FormModel;
import org.triggerworkbench.defense.Defense;
import org.triggerworkbench.defense.Defenses;
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
import org.triggerworkbench.trigger.Trigger;

/**
 * A defence of what is open, what it found, and the same defence on the clean counterpart beside it. Window thread only.
 */
public final class DefendModel {
    private static final Messages TEXT = Messages.of(DefendModel.class);
    private static final double NANOS = 1e9;

    private final Workbench workbench;
    private final BackgroundTasks works;
    private final TrainingModel training;
    private final RunModel clean;
    private final Hooks hooks;
    private final ReadOnlyObjectWrapper<@Nullable Result> suspected = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Result> cleared = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<Side> side = new SimpleObjectProperty<>(Side.SUSPECT);
    private final ObjectProperty<Boolean> revealed = new SimpleObjectProperty<>(false);
    private final ReadOnlyStringWrapper comparison = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Boolean> comparable = new ReadOnlyObjectWrapper<>(true);
    private double seconds;
    private long lastTick = System.nanoTime();
    private String cleanName = "";
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
        void paint(Trigger trigger);

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
        this.clean = clean;
        this.hooks = hooks;
        this.training = new TrainingModel(workbench, room, run, "defend", Defenses.all(), Map.of());
        // What is repaired goes beside the suspect, not into its place.
        training.following().set(false);
        run.state().subscribe(this::looked);
        clean.state().subscribe(this::looked);
        workbench.scene().subscribe(this::sceneChanged);
    }

    private void sceneChanged() {
        SubjectFacts now = workbench.scene().get();
        boolean other = now == null || !now.isSameSubject(subject);
        subject = now;
        if (!other) {
            return;
        }
        if (!training.run().state().get().isActive()) {
            training.run().reset();
        }
        forget();
    }

    private void forget() {
        suspected.set(null);
        revealed.set(false);
        comparable.set(true);
        forgetComparison();
    }

    private void forgetComparison() {
        cleared.set(null);
        comparison.set("");
        side.set(Side.SUSPECT);
    }

    /** Starts, holds, lets go on. */
    public void play() {
        if (!training.run().state().get().isActive()) {
            forget();
            seconds = 0;
        }
        training.play();
    }

    /** Breaks off what is under way. */
    public void cancel() {
        if (clean.state().get().isActive()) {
            clean.reset();
            forgetComparison();
        } else {
            training.reset();
        }
    }

    /** Runs the same on the counterpart without a backdoor, where one is known. */
    public void compare() {
        Result now = suspected.get();
        if (now == null || clean.state().get().isActive()) {
            return;
        }
        forgetComparison();
        comparison.set(TEXT.get("compare.looking"));
        SubjectFacts facts = workbench.facts();
        PromptState prompt = workbench.cleanPrompt().get();
        works.start(
                new BackgroundTask(TEXT.get("compare.work"), null),
                () -> CleanTwin.of(now.plan(), prompt),
                workbench.<Optional<CleanTwin>>onScene(found -> found.ifPresentOrElse(
                        twin -> {
                            cleanName = twin.name();
                            comparison.set("");
                            seconds = 0;
                            clean.start(twin.plan(), false);
                        },
                        () -> {
                            comparison.set(TEXT.get("compare.none", facts.modelName()));
                            comparable.set(false);
                        })));
    }

    /** Looks what the runs tell; the window's timer calls this. */
    public void tick() {
        long now = System.nanoTime();
        boolean counts = isCounting(training.run()) || isCounting(clean);
        seconds += counts ? (now - lastTick) / NANOS : 0;
        lastTick = now;
        training.tick();
        clean.tick();
    }

    private static boolean isCounting(RunModel run) {
        return switch (run.state().get()) {
            case STARTING, RUNNING, MEASURING -> true;
            case IDLE, PAUSED, DONE, FAILED -> false;
        };
    }

    private void looked() {
        RunModel run = training.run();
        if (run.state().get() == RunModel.State.DONE && suspected.get() == null) {
            suspected.set(result(run, workbench.scene().get() == null ? "" : suspectName()));
        }
        if (clean.state().get() == RunModel.State.DONE && cleared.get() == null) {
            cleared.set(result(clean, cleanName));
        }
        if (clean.state().get() == RunModel.State.FAILED) {
            comparison.set(clean.failure().get());
        }
    }

    private @Nullable Result result(RunModel run, String of) {
        Finding found = run.curves().get().finding();
        RunPlan plan = run.plan();
        boolean gone =
                plan == null || !plan.scene().isSameSubject(workbench.scene().get());
        return found == null || plan == null || gone ? null : new Result(plan, found, of, seconds);
    }

    private String suspectName() {
        SubjectFacts facts = workbench.facts();
        return workbench.prompt() == null ? facts.modelName() : TEXT.get("suspect.prompted", facts.modelName());
    }

    /** What is open for the defence to look at, for people; empty where nothing is. */
    String suspect() {
        return workbench.scene().get() == null ? "" : suspectName();
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
            case Shown.Made _, Shown.Found _ -> null;
        };
    }

    /** Takes a found trigger into Paint. */
    void paint(Trigger trigger) {
        hooks.paint(trigger);
    }

    /** A defence that unlearns the trigger a detection finds; null where there is none. */
    @Nullable
    Defense unlearning() {
        return training.methods().stream()
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
        if (repair == null || found == null) {
            return;
        }
        Map<String, Object> values = found.plan().experiment().job().values();
        training.choose(repair);
        training.setSeed(found.plan().experiment().seed());
        FormModel form = training.form();
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
        return side.get() == Side.SUSPECT ? suspected.get() : cleared.get();
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
        if (clean.state().get().isActive()) {
            return TEXT.get("compare.running", cleanName);
        }
        boolean looks = training.run().state().get() == RunModel.State.MEASURING;
        return looks ? TEXT.get("state.looking") : training.status().get();
    }

    /** Whether anything is under way. */
    boolean isActive() {
        return training.run().state().get().isActive() || clean.state().get().isActive();
    }

    Workbench workbench() {
        return workbench;
    }

    public TrainingModel training() {
        return training;
    }

    /** The run on the clean counterpart. */
    public RunModel clean() {
        return clean;
    }

    /** What was found of what is open; null until it is. */
    public ReadOnlyObjectProperty<@Nullable Result> suspected() {
        return suspected.getReadOnlyProperty();
    }

    /** What was found of the clean counterpart; null until it is. */
    public ReadOnlyObjectProperty<@Nullable Result> cleared() {
        return cleared.getReadOnlyProperty();
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
        return comparison.getReadOnlyProperty();
    }

    /** Whether a clean counterpart may be found. */
    ReadOnlyObjectProperty<Boolean> comparable() {
        return comparable.getReadOnlyProperty();
    }
}
