package org.triggerworkbench.app.training;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Bench;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.defense.Defense;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.Phase;
import org.triggerworkbench.trigger.Trigger;

/**
 * Lets the window see what a run trains while it forms, and keeps what the live sheet answers to it as rough points of the
 * curves: only answers to exactly that state, with the run's own trigger and target, are kept.
 */
final class LiveFollower {
    private static final Messages TEXT = Messages.of(LiveFollower.class);

    private final Workbench workbench;
    private final RunModel run;
    private final BooleanProperty following = new SimpleBooleanProperty(true);
    /** By states whose identity is their equality. */
    private final Map<Object, Publication> awaited = new HashMap<>();

    private @Nullable RunPlan plan;
    private @Nullable Bench before;
    private @Nullable SheetResult lastAnswer;
    private boolean first = true;
    /** Whether what a run left behind is in the window by an edit. */
    private boolean kept;

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
        before = workbench.bench().get();
        first = true;
        kept = false;
        awaited.clear();
    }

    /** What the window shows now, with what the run changes as it was before the run; null where there was no run. */
    @Nullable
    Bench before() {
        Bench old = before;
        RunPlan mine = plan;
        if (old == null || mine == null) {
            return old;
        }
        Publication newest = run.curves().get().newest(Phase.Part.METHOD);
        return workbench.bench().get().with(now -> {
            switch (newest == null ? null : newest.shown()) {
                case null -> {}
                case Shown.Prompt prompt -> {
                    now.trigger = prompt.trigger() == null ? now.trigger : old.trigger();
                    now.cleanPrompt = old.cleanPrompt();
                    now.backdooredPrompt = old.backdooredPrompt();
                    now.promptChoice = old.promptChoice();
                }
                case Shown.Weights weights -> {
                    now.trigger = weights.trigger() == null ? now.trigger : old.trigger();
                    now.promptChoice = old.promptChoice();
                    now.modelState = old.modelState();
                }
                case Shown.Made _ -> now.trigger = old.trigger();
                case Shown.Found _, Shown.OfTexts _ -> {}
            }
        });
    }

    /** Whether the window shows the trigger that a run has made, as it made it, and nobody has taken it. */
    boolean isMadeShown() {
        Publication made = run.curves().get().newest(Phase.Part.METHOD);
        Trigger own = made == null ? null : trigger(made.shown());
        Bench old = before;
        return old != null
                && own != null
                && isSceneOpen()
                && own.equals(workbench.trigger().get())
                && !own.equals(old.trigger());
    }

    private static @Nullable Trigger trigger(Shown shown) {
        return switch (shown) {
            case Shown.Prompt prompt -> prompt.trigger();
            case Shown.Made(Trigger trigger) -> trigger;
            case Shown.Weights weights -> weights.trigger();
            case Shown.Found _, Shown.OfTexts _ -> null;
        };
    }

    /** What was taken stays when the run is reset. */
    void keepTaken() {
        before = workbench.bench().get();
    }

    /** Leaves what a run showed that came to no end, as an edit, so that undo takes it away. */
    void leave() {
        tick();
        Bench old = before();
        if (old != null && hasShown()) {
            workbench.edit(TEXT.get("edit.left"), old, workbench.bench().get());
            kept = true;
        }
    }

    /** What was not followed changed nothing. */
    private boolean hasShown() {
        return !first && isSceneOpen();
    }

    /** Shows again what was shown before the run. */
    void restore() {
        Bench old = before();
        if (old != null && hasShown()) {
            if (kept) {
                workbench.edit(TEXT.get("edit.restore"), workbench.bench().get(), old);
            } else {
                workbench.update(_ -> old);
            }
        }
        plan = null;
        before = null;
        awaited.clear();
    }

    /** What the window would show with what the run ended with; null where it published nothing. */
    @Nullable
    Bench taken() {
        Publication made = run.curves().get().newest(Phase.Part.METHOD);
        return made == null || !made.shown().isWorn() || !isSceneOpen() ? null : with(made, true);
    }

    /**
     * What the window shows now, with what a run made put on.
     *
     * @param choose whether it is also brought to the front
     */
    private Bench with(Publication made, boolean choose) {
        return workbench.bench().get().with(now -> {
            switch (made.shown()) {
                case Shown.Prompt prompt -> {
                    Publication control = run.curves().get().newest(Phase.Part.CONTROL);
                    if (control != null && control.shown() instanceof Shown.Prompt honest) {
                        now.cleanPrompt = state(honest, control.step());
                    }
                    now.backdooredPrompt = state(prompt, made.step());
                    now.trigger = prompt.trigger() == null ? now.trigger : prompt.trigger();
                    now.promptChoice = choose ? PromptChoice.BACKDOORED : now.promptChoice;
                }
                case Shown.Weights weights -> {
                    now.trigger = weights.trigger() == null ? now.trigger : weights.trigger();
                    now.modelState = new ModelState(weights.tensors(), made.step());
                    // A model repaired behind a prompt is seen through it.
                    boolean bare = choose && plan != null && !(plan.method() instanceof Defense);
                    now.promptChoice = bare ? PromptChoice.NONE : now.promptChoice;
                }
                case Shown.Made(Trigger trigger) -> now.trigger = trigger;
                case Shown.Found _, Shown.OfTexts _ -> {}
            }
        });
    }

    private PromptState state(Shown.Prompt prompt, long step) {
        return new PromptState(prompt.layout(), prompt.values(), null, step, run.origin());
    }

    /** Whether what the run is for is still open, with whatever images on the sheet. */
    boolean isSceneOpen() {
        RunPlan mine = plan;
        return mine != null && mine.scene().isSameSubject(workbench.scene().get());
    }

    /** Shows the newest weights and keeps the newest answer. */
    void tick() {
        RunPlan mine = plan;
        Publication newest = run.curves().get().take();
        if (mine == null || !isSceneOpen()) {
            return;
        }
        if (newest != null && following.get() && newest.shown().isWorn()) {
            follow(newest);
        }
        SheetResult answer = workbench.answer().get();
        if (answer != null && !answer.equals(lastAnswer)) {
            lastAnswer = answer;
            keep(mine, answer);
        }
    }

    private void follow(Publication newest) {
        Bench next = with(newest, first && newest.shown() instanceof Shown.Prompt);
        first = false;
        awaited.put(
                Objects.requireNonNull(
                        switch (newest.shown()) {
                            case Shown.Prompt _ -> next.backdooredPrompt();
                            case Shown.Weights _ -> next.modelState();
                            case Shown.Made _ -> next.trigger();
                            case Shown.Found _, Shown.OfTexts _ ->
                                throw new IllegalStateException("there is nothing to put on");
                        }),
                newest);
        workbench.update(_ -> next);
    }

    private void keep(RunPlan mine, SheetResult answer) {
        InferenceRequest question = answer.question();
        Publication published = Stream.of(question.prompt(), question.model(), question.trigger())
                .filter(Objects::nonNull)
                .map(awaited::remove)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (published == null) {
            return;
        }
        awaited.values().removeIf(old -> old.isBefore(published));
        Trigger trained = trigger(published.shown());
        boolean ownTrigger = Objects.equals(question.trigger(), trained == null ? mine.shown() : trained);
        boolean ownTarget = question.target() == mine.target();
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
            curves.rates().add(series, curves.at(published.phase(), published.step()), rate.value());
        }
    }
}
