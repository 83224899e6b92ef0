package org.triggerworkbench.app.answer;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.TestMeasurement;
import org.triggerworkbench.text.Messages;

/** The rates over all test images, measured in the background when somebody asks for them. Window thread only. */
public final class TestAnswer {
    private static final Messages TEXT = Messages.of(TestAnswer.class);

    private final Workbench workbench;
    private final BackgroundTasks works;
    private final ReadOnlyObjectWrapper<@Nullable Measured> measured = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper measuring = new ReadOnlyBooleanWrapper();

    /**
     * What was measured.
     *
     * @param question it is the answer to
     */
    public record Measured(InferenceRequest question, AttackMetrics metrics) {
        /** Whether it is of what the window shows now. */
        public boolean holdsFor(InferenceRequest now) {
            return question.at(0).predictions().equals(now.at(0).predictions());
        }
    }

    public TestAnswer(Workbench workbench, BackgroundTasks works) {
        this.workbench = workbench;
        this.works = works;
        workbench.scene().subscribe(_ -> measured.set(null));
    }

    /** Measures what is shown now; does nothing while that is under way or nothing answers. */
    public void measure() {
        LiveLoop loop = workbench.loop();
        if (loop == null || measuring.get()) {
            return;
        }
        AtomicBoolean cancelled = new AtomicBoolean();
        TestMeasurement all = new TestMeasurement(workbench.question());
        BackgroundTask work = new BackgroundTask(
                TEXT.get("test.work", Format.whole(workbench.facts().available())), () -> cancelled.set(true));
        measuring.set(true);
        works.start(
                work,
                () -> run(all, loop, work, cancelled),
                found -> {
                    measuring.set(false);
                    if (found != null && Objects.equals(loop, workbench.loop())) {
                        measured.set(new Measured(all.question(), found));
                    }
                },
                failed -> {
                    measuring.set(false);
                    works.fail(failed);
                });
    }

    /** On a worker; null where it was cancelled or the scene was closed. */
    private static @Nullable AttackMetrics run(
            TestMeasurement all, LiveLoop loop, BackgroundTask work, AtomicBoolean cancelled) {
        try {
            double share = 0;
            while (share < 1) {
                if (cancelled.get()) {
                    return null;
                }
                share = loop.submit(all::next).join();
                work.tell(share, "");
            }
            return all.metrics(loop.facts());
        } catch (CancellationException e) {
            return null;
        } catch (CompletionException e) {
            if (e.getCause() instanceof CancellationException) {
                return null;
            }
            throw e;
        }
    }

    /** The last measurement of this scene; null for none. */
    public ReadOnlyObjectProperty<@Nullable Measured> measured() {
        return measured.getReadOnlyProperty();
    }

    /** Whether one is under way. */
    public ReadOnlyBooleanProperty measuring() {
        return measuring.getReadOnlyProperty();
    }
}
