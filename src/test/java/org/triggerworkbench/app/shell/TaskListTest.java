package org.triggerworkbench.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ProgressBar;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.RealWindow;
import org.triggerworkbench.app.session.SessionFile;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.experiment.scenario.Scenarios;

/** The status bar and its list of all that is under way, on a real stage. */
class TaskListTest extends OnRealStage {
    @BeforeAll
    static void open() {
        take(new RealWindow(1000, 760));
        Fx.until("the start to end", () -> hand.window.works().running().isEmpty());
    }

    /** Something under way until the test lets it end. */
    private static final class Held {
        final CountDownLatch end = new CountDownLatch(1);
        final AtomicBoolean cancelled = new AtomicBoolean();
        final BackgroundTask task;

        Held(String title, boolean cancellable) {
            task = new BackgroundTask(
                    title,
                    cancellable
                            ? () -> {
                                cancelled.set(true);
                                end.countDown();
                            }
                            : null);
            Fx.run(() -> hand.window
                    .works()
                    .start(
                            task,
                            () -> {
                                end.await();
                                return true;
                            },
                            _ -> {}));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void list_hasEveryTaskWithItsOwnProgressAndCancel(boolean dark) {
        Tokens tokens = dress(dark);
        String theme = dark ? "-dark" : "-light";
        hand.settled(hand.node("#status-tasks"));
        hand.click(hand.node("#status-tasks"));
        probe.inside("tasks-none");
        double foot = foot();
        double top = hand.at(hand.node("#status-tasks"), 0, 0).getY();
        assertTrue(foot <= top, "it ends at %s, over the button at %s".formatted(foot, top));
        assertEquals(List.of(), probe.faults("tasks-empty" + theme, tokens.page()));
        Held training = new Held("BadNets on Patch on a sign", true);
        Held measuring = new Held("Measuring on 1000 images", true);
        Held saving = new Held("Saving the session", false);
        training.task.tell(0.4, "epoch 3 of 6");
        measuring.task.tell(0.75, "");
        Fx.until("three rows", () -> rows().size() == 3);
        Fx.until("their progress", () -> progress(0) == 0.4 && progress(1) == 0.75 && progress(2) < 0);
        assertEquals("3 tasks", hand.text("#status-tasks"));
        assertEquals(List.of(), probe.faults("tasks" + theme, tokens.page()));
        assertEquals(foot, foot(), 1, "it does not grow over the bar");

        hand.click(cancel(1));
        Fx.until("two rows", () -> rows().size() == 2);
        assertTrue(measuring.cancelled.get());
        assertFalse(training.cancelled.get(), "only its own task is cancelled");
        assertFalse(Fx.call(() -> cancel(1).isVisible()), "what cannot be cancelled offers no button");
        training.end.countDown();
        saving.end.countDown();
        probe.inside("tasks-none");
        assertEquals("No tasks", hand.text("#status-tasks"));
        hand.click(hand.node("#status-tasks"));
        Fx.until("no list", () -> probe.popups().isEmpty());
    }

    @Test
    void bar_showsTheFirstTask_andTheProgress() {
        Held held = new Held("Looking at a model", false);
        held.task.tell(0.5, "half of it");
        Fx.until("the line", () -> label().getText().equals("Looking at a model, half of it"));
        ProgressBar bar = (ProgressBar) hand.node(".tw-status .progress-bar");
        assertEquals(0.5, Fx.call(bar::getProgress));
        held.end.countDown();
        Fx.until("an empty line", () -> label().getText().isEmpty());
    }

    @Test
    void whatIsUnderWay_staysInSight_besideALongError() {
        String error = "A file cannot be opened for a reason that is long. ".repeat(4);
        Fx.run(() -> hand.window.works().lastError().set(error));
        Held held = new Held("Training BadNets, seed 1", false);
        held.task.tell(0.5, "attack: step 33 of 80, 26 s left");
        Fx.until("the line", () -> label().getText().endsWith("26 s left"));
        Fx.run(() -> hand.window.scene().getRoot().layout());
        double width = Fx.call(() -> label().getWidth());
        held.end.countDown();
        assertTrue(width > 200, () -> "most of it in %s pixels".formatted(width));
        Fx.until("an empty line", () -> label().getText().isEmpty());
        Fx.run(() -> hand.window.works().lastError().set(""));
    }

    @Test
    void savedSession_isConfirmed(@TempDir Path folder) {
        hand.open(Scenarios.all().getFirst());
        Path file = folder.resolve("confirmed" + SessionFile.SUFFIX);
        hand.dialogs.choose(file);
        Fx.run(() -> hand.window.actions().named("file.saveSession").fire());
        Fx.until("the confirmation", () -> label().getText().equals("Saved " + file));
    }

    private static double foot() {
        Window list = probe.popup();
        return Fx.call(() -> list.getY() + list.getHeight());
    }

    private static Labeled label() {
        return (Labeled) hand.window.scene().getRoot().lookup(".tw-status .status-label");
    }

    private static List<Node> rows() {
        return List.copyOf(probe.popups().getLast().getScene().getRoot().lookupAll(".tw-task"));
    }

    private static double progress(int row) {
        return ((ProgressBar) rows().get(row).lookup(".progress-bar")).getProgress();
    }

    private static ButtonBase cancel(int row) {
        return Fx.call(() -> (ButtonBase) rows().get(row).lookup(".button"));
    }
}
