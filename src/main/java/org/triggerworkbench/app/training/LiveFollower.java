package org.triggerworkbench.app.training;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.attack.Level;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.PromptChoice;
import org.triggerworkbench.experiment.live.Answer;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.Question;
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
    private @Nullable Phase shown;
    private @Nullable Answer lastAnswer;

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
        shown = null;
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
        Before now = now();
        return switch (mine.level()) {
            case PROMPT -> new Before(old.clean(), old.backdoored(), old.choice(), now.model(), now.trigger());
            case MODEL -> new Before(now.clean(), now.backdoored(), old.choice(), old.model(), now.trigger());
            case INPUT -> new Before(now.clean(), now.backdoored(), now.choice(), now.model(), old.trigger());
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
        workbench.change(now -> {
            now.cleanPrompt = state.clean();
            now.backdooredPrompt = state.backdoored();
            now.promptChoice = state.choice();
            now.modelState = state.model();
            now.trigger = state.trigger();
        });
    }

    /** What the window would show with what the run ended with; null where it published nothing. */
    @Nullable
    Before taken() {
        Publication attack = run.curves().get().newest(Phase.ATTACK);
        RunPlan mine = plan;
        if (attack == null || mine == null || !isSceneOpen()) {
            return null;
        }
        Before old = now();
        return switch (mine.level()) {
            case PROMPT -> {
                Publication control = run.curves().get().newest(Phase.CONTROL);
                PromptState clean = control == null ? old.clean() : prompt(mine, control);
                yield new Before(clean, prompt(mine, attack), PromptChoice.BACKDOORED, old.model(), old.trigger());
            }
            case MODEL ->
                new Before(
                        old.clean(),
                        old.backdoored(),
                        PromptChoice.NONE,
                        new ModelState(attack.weights(), attack.step()),
                        old.trigger());
            case INPUT -> new Before(old.clean(), old.backdoored(), old.choice(), old.model(), patch(mine, attack));
        };
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
            show(mine, newest);
        }
        Answer answer = workbench.answer().get();
        if (answer != null && !answer.equals(lastAnswer)) {
            lastAnswer = answer;
            keep(mine, answer);
        }
    }

    private void show(RunPlan mine, Publication newest) {
        boolean first = newest.phase() != shown;
        shown = newest.phase();
        boolean attack = newest.phase() == Phase.ATTACK;
        switch (mine.level()) {
            case PROMPT -> {
                PromptState state = prompt(mine, newest);
                if (state == null) {
                    return;
                }
                awaited.put(state, newest);
                PromptChoice place = attack ? PromptChoice.BACKDOORED : PromptChoice.CLEAN;
                workbench.change(now -> {
                    now.prompt(place, state);
                    now.promptChoice = first ? place : now.promptChoice;
                });
            }
            case MODEL -> {
                ModelState state = new ModelState(newest.weights(), newest.step());
                awaited.put(state, newest);
                workbench.modelState().set(state);
            }
            case INPUT -> {
                Trigger patch = attack ? patch(mine, newest) : null;
                if (patch != null) {
                    awaited.put(patch, newest);
                    workbench.trigger().set(patch);
                }
            }
        }
    }

    private static @Nullable PromptState prompt(RunPlan mine, Publication published) {
        HostTensor values = published.weights().get("prompt");
        return values == null ? null : new PromptState(mine.layout(), values, null, published.step());
    }

    private static @Nullable Trigger patch(RunPlan mine, Publication published) {
        HostTensor pixels = published.weights().get("patch");
        if (pixels == null || !(mine.trained() instanceof Trigger.Patch start)) {
            return null;
        }
        return new Trigger.Patch(
                start.width(), start.height(), pixels.floats(), start.mask(), start.opacity(), start.placement());
    }

    private void keep(RunPlan mine, Answer answer) {
        Question question = answer.question();
        Object asked =
                switch (mine.level()) {
                    case PROMPT -> question.prompt();
                    case MODEL -> question.model();
                    case INPUT -> question.trigger();
                };
        Publication published = asked == null ? null : awaited.remove(asked);
        if (published != null) {
            awaited.values().removeIf(old -> old.step() < published.step() || old.phase() != published.phase());
        }
        boolean ownTrigger = mine.level() == Level.INPUT || Objects.equals(question.trigger(), mine.shown());
        boolean ownTarget = Integer.toString(question.target())
                .equals(mine.experiment().attack().target());
        if (published == null || !ownTrigger || !ownTarget || question.words() != null) {
            return;
        }
        RunCurves curves = run.curves().get();
        AttackMetrics metrics = answer.metrics();
        if (published.phase() == Phase.CONTROL) {
            add(curves, RunCurves.LIVE_CONTROL, published, metrics.attackSuccess());
        } else {
            add(curves, RunCurves.LIVE_ACCURACY, published, metrics.cleanAccuracy());
            add(curves, RunCurves.LIVE_SUCCESS, published, metrics.attackSuccess());
        }
    }

    private static void add(RunCurves curves, String series, Publication published, Rate rate) {
        if (rate.isDefined()) {
            curves.rates().add(series, (double) published.step(), rate.value());
        }
    }
}
