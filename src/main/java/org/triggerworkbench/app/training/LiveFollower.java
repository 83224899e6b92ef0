package org.triggerworkbench.app.training;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.PromptChoice;
import org.triggerworkbench.experiment.live.Answer;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.Question;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.training.Phase;
import org.triggerworkbench.trigger.Trigger;

/**
 * Lets the window see what a run trains while it forms, and keeps what the live sheet answers to it as rough points of the
 * curves: only answers to exactly that state, with the run's own trigger and target, are kept.
 */
final class LiveFollower {
    private final Workbench workbench;
    private final RunModel run;
    private final BooleanProperty following = new SimpleBooleanProperty(true);
    /** By states whose identity is their equality. */
    private final Map<Object, Publication> awaited = new HashMap<>();

    private @Nullable RunPlan plan;
    private @Nullable Before before;
    private @Nullable Answer lastAnswer;
    private boolean first = true;

    /** What the window showed before the run. */
    record Before(
            @Nullable PromptState clean,
            @Nullable PromptState backdoored,
            PromptChoice choice,
            @Nullable ModelState model,
            @Nullable Trigger trigger) {}

    LiveFollower(Workbench workbench, RunModel run) {
        this.workbench = workbench;
        this.run = run;
    }

    /** Whether the window shows what is trained. */
    BooleanProperty following() {
        return following;
    }

    /** A run begins. */
    void begin(RunPlan next) {
        plan = next;
        before = now();
        first = true;
        awaited.clear();
    }

    private Before now() {
        return new Before(
                workbench.cleanPrompt().get(),
                workbench.backdooredPrompt().get(),
                workbench.promptChoice().get(),
                workbench.modelState().get(),
                workbench.trigger().get());
    }

    /** What the window shows now, with what the run changes as it was before the run; null where there was no run. */
    @Nullable
    Before before() {
        Before old = before;
        RunPlan mine = plan;
        if (old == null || mine == null) {
            return old;
        }
        Publication newest = run.curves().get().newest(Phase.Part.METHOD);
        Before now = now();
        return switch (newest == null ? null : newest.shown()) {
            case null -> now;
            case Shown.Prompt _ -> new Before(old.clean(), old.backdoored(), old.choice(), now.model(), now.trigger());
            case Shown.Weights _ -> new Before(now.clean(), now.backdoored(), old.choice(), old.model(), now.trigger());
            case Shown.Made _ -> new Before(now.clean(), now.backdoored(), now.choice(), now.model(), old.trigger());
        };
    }

    /** What was taken stays when the run is reset. */
    void keepTaken() {
        before = now();
    }

    /** Shows again what was shown before the run. */
    void restore() {
        Before old = before();
        if (old != null && isSceneOpen()) {
            show(old);
        }
        plan = null;
        before = null;
        awaited.clear();
    }

    /** Shows a state of the window again. */
    void show(Before state) {
        workbench.change(() -> {
            workbench.cleanPrompt().set(state.clean());
            workbench.backdooredPrompt().set(state.backdoored());
            workbench.promptChoice().set(state.choice());
            workbench.modelState().set(state.model());
            workbench.trigger().set(state.trigger());
        });
    }

    /** What the window would show with what the run ended with; null where it published nothing. */
    @Nullable
    Before taken() {
        Publication made = run.curves().get().newest(Phase.Part.METHOD);
        return made == null || !isSceneOpen() ? null : with(made, true);
    }

    /**
     * What the window shows now, with what a run made put on.
     *
     * @param choose whether it is also brought to the front
     */
    private Before with(Publication made, boolean choose) {
        Before now = now();
        return switch (made.shown()) {
            case Shown.Prompt prompt -> {
                Publication control = run.curves().get().newest(Phase.Part.CONTROL);
                PromptState clean = control != null && control.shown() instanceof Shown.Prompt honest
                        ? state(honest, control.step())
                        : now.clean();
                PromptChoice choice = choose ? PromptChoice.BACKDOORED : now.choice();
                yield new Before(clean, state(prompt, made.step()), choice, now.model(), now.trigger());
            }
            case Shown.Weights weights ->
                new Before(
                        now.clean(),
                        now.backdoored(),
                        choose ? PromptChoice.NONE : now.choice(),
                        new ModelState(weights.tensors(), made.step()),
                        now.trigger());
            case Shown.Made(Trigger trigger) ->
                new Before(now.clean(), now.backdoored(), now.choice(), now.model(), trigger);
        };
    }

    private static PromptState state(Shown.Prompt prompt, long step) {
        return new PromptState(prompt.layout(), prompt.values(), null, step);
    }

    /** Whether the scene the run is for is still open. */
    boolean isSceneOpen() {
        RunPlan mine = plan;
        return mine != null && mine.scene().equals(workbench.scene().get());
    }

    /** Shows the newest weights and keeps the newest answer. */
    void tick() {
        RunPlan mine = plan;
        Publication newest = run.curves().get().take();
        if (mine == null || !isSceneOpen()) {
            return;
        }
        if (newest != null && following.get()) {
            follow(newest);
        }
        Answer answer = workbench.answer().get();
        if (answer != null && !answer.equals(lastAnswer)) {
            lastAnswer = answer;
            keep(mine, answer);
        }
    }

    private void follow(Publication newest) {
        Before next = with(newest, first && newest.shown() instanceof Shown.Prompt);
        first = false;
        awaited.put(
                Objects.requireNonNull(
                        switch (newest.shown()) {
                            case Shown.Prompt _ -> next.backdoored();
                            case Shown.Weights _ -> next.model();
                            case Shown.Made _ -> next.trigger();
                        }),
                newest);
        show(next);
    }

    private void keep(RunPlan mine, Answer answer) {
        Question question = answer.question();
        Publication published = Stream.of(question.prompt(), question.model(), question.trigger())
                .filter(Objects::nonNull)
                .map(awaited::remove)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (published == null) {
            return;
        }
        awaited.values().removeIf(old -> old.step() < published.step());
        boolean ownTrigger =
                published.shown() instanceof Shown.Made || Objects.equals(question.trigger(), mine.shown());
        boolean ownTarget = Integer.toString(question.target())
                .equals(mine.experiment().job().target());
        if (!ownTrigger || !ownTarget || question.words() != null) {
            return;
        }
        RunCurves curves = run.curves().get();
        AttackMetrics metrics = answer.metrics();
        add(curves, RunCurves.LIVE_ACCURACY, published, metrics.cleanAccuracy());
        add(curves, RunCurves.LIVE_SUCCESS, published, metrics.attackSuccess());
    }

    private static void add(RunCurves curves, String series, Publication published, Rate rate) {
        if (rate.isDefined()) {
            curves.rates().add(series, (double) published.step(), rate.value());
        }
    }
}
