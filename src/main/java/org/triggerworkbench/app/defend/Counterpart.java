package org.triggerworkbench.app.defend;

import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.training.RunModel;
import org.triggerworkbench.app.training.RunPlan;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.text.Messages;

/** The same defence on what is as the suspect is, but for the backdoor. Window thread only. */
final class Counterpart {
    private static final Messages TEXT = Messages.of(Counterpart.class);

    private final BackgroundTasks works;
    private final RunModel run;
    private final ReadOnlyObjectWrapper<DefendModel.@Nullable Result> answer = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Boolean> comparable = new ReadOnlyObjectWrapper<>(true);
    private final ReadOnlyObjectWrapper<Boolean> looking = new ReadOnlyObjectWrapper<>(false);
    private String name = "";

    Counterpart(BackgroundTasks works, RunModel run) {
        this.works = works;
        this.run = run;
        run.state().subscribe(() -> {
            if (run.state().get() == RunModel.State.FAILED) {
                words.set(run.failure().get());
            }
        });
    }

    /**
     * Looks for the counterpart and runs the defence on it.
     *
     * @param suspect the run it is held against
     * @param cleanPrompt the clean prompt that is open; null for none
     * @param wanted asked just before it starts: whether it still is
     */
    void compare(RunPlan suspect, @Nullable PromptState cleanPrompt, BooleanSupplier wanted) {
        words.set(TEXT.get("compare.looking"));
        looking.set(true);
        works.start(
                new BackgroundTask(TEXT.get("compare.work"), null),
                () -> CleanTwin.of(suspect, cleanPrompt),
                found -> {
                    looking.set(false);
                    words.set("");
                    if (!wanted.getAsBoolean()) {
                        return;
                    }
                    found.ifPresentOrElse(
                            twin -> {
                                name = twin.name();
                                run.start(twin.plan(), false);
                            },
                            () -> {
                                words.set(
                                        TEXT.get("compare.none", suspect.scene().modelName()));
                                comparable.set(false);
                            });
                },
                failed -> {
                    looking.set(false);
                    words.set("");
                    works.fail(failed);
                });
    }

    /** Takes what the run found; the first counts. */
    void answered(DefendModel.@Nullable Result found) {
        if (answer.get() == null) {
            answer.set(found);
        }
    }

    /** Forgets what it answered. */
    void forget() {
        if (!run.state().get().isActive()) {
            // Or its answer would come back with the next run.
            run.reset();
        }
        answer.set(null);
        words.set("");
    }

    /** Another suspect may have one. */
    void mayBeFound() {
        comparable.set(true);
    }

    /** Whether it is looked for, or its run is under way. */
    boolean isActive() {
        return looking.get() || run.state().get().isActive();
    }

    RunModel run() {
        return run;
    }

    /** What it is, for people. */
    String name() {
        return name;
    }

    /** What was found of it; null until it is. */
    ReadOnlyObjectProperty<DefendModel.@Nullable Result> answer() {
        return answer.getReadOnlyProperty();
    }

    /** What there is to say of it while it is not there; empty for nothing. */
    ReadOnlyStringProperty words() {
        return words.getReadOnlyProperty();
    }

    /** Whether one may be found. */
    ReadOnlyObjectProperty<Boolean> comparable() {
        return comparable.getReadOnlyProperty();
    }

    /** Whether it is being looked for. */
    ReadOnlyObjectProperty<Boolean> looking() {
        return looking.getReadOnlyProperty();
    }
}
