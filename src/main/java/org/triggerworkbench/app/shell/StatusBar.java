package org.triggerworkbench.app.shell;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.compute.Machine;
import org.triggerworkbench.text.Messages;

/**
 * The line at the bottom: the list of what is under way, the first of it with its progress or the last confirmation, the last
 * error until dismissed, memory.
 */
final class StatusBar extends org.controlsfx.control.StatusBar {
    private static final Messages TEXT = Messages.of(StatusBar.class);
    /** How long a confirmation stands. */
    private static final Duration READ = Duration.seconds(10);

    /** Of the bar, for the last error while something is under way. */
    private static final double ERROR_SHARE = 0.15;

    private final Label error = new Label();
    private final BackgroundTasks works;
    private final Button tasks = Ui.styled(new Button(), "tw-link");
    private final TaskList list;
    private final Button memory = Ui.styled(new Button(), "tw-link", "tw-status-memory");
    private final MemoryGauge gauge;
    private final PauseTransition reading = new PauseTransition(READ);

    /** @param page shows the engine's page */
    StatusBar(BackgroundTasks works, EngineService engine, Machine machine, Action page) {
        this.works = works;
        this.list = new TaskList(works, tasks);
        this.gauge = new MemoryGauge(machine, () -> {
            EngineService.Engine open = engine.openedNow();
            return open == null ? 0 : open.compute().liveTensors();
        });
        CompletableFuture<Void> _ =
                engine.opened().handleAsync((_, _) -> null, engine.window()).thenRun(gauge::begin);
        getStyleClass().add("tw-status");
        setFocusTraversable(false);
        setText("");
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(textProperty());
        setTooltip(whole);
        tasks.setId("status-tasks");
        tasks.setMinWidth(USE_PREF_SIZE);
        tasks.setGraphic(Icons.of("fth-list"));
        tasks.setOnAction(_ -> list.toggle());
        getLeftItems().add(tasks);
        memory.setId("status-memory");
        memory.setMinWidth(USE_PREF_SIZE);
        memory.setTooltip(new Tooltip(page.tip()));
        memory.setAccessibleText(page.title());
        memory.setOnAction(_ -> page.fire());
        getRightItems().addAll(error(), dismiss(), memory);
        reading.setOnFinished(_ -> refresh());
        works.said().subscribe((_, said) -> {
            if (!said.isEmpty()) {
                reading.playFromStart();
                refresh();
            }
        });
        refresh();
    }

    private Label error() {
        error.getStyleClass().add("tw-error");
        error.setId("status-error");
        error.setGraphic(Icons.of("fth-alert-triangle"));
        error.textProperty().bind(works.lastError());
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(works.lastError());
        whole.setWrapText(true);
        whole.setMaxWidth(600);
        error.setTooltip(whole);
        error.visibleProperty().bind(works.lastError().isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());
        return error;
    }

    private Button dismiss() {
        Button dismiss = Ui.styled(new Button(TEXT.get("status.dismiss")), "tw-link");
        dismiss.setId("status-dismiss");
        dismiss.setMinWidth(USE_PREF_SIZE);
        dismiss.setOnAction(_ -> works.lastError().set(""));
        dismiss.visibleProperty().bind(works.lastError().isNotEmpty());
        dismiss.managedProperty().bind(dismiss.visibleProperty());
        return dismiss;
    }

    /** Reads how far the work is; the window's timer calls this. */
    void tick() {
        refresh();
        list.tick();
        if (!memory.getText().equals(gauge.line())) {
            memory.setText(gauge.line());
            memory.setAccessibleText(TEXT.get("status.memoryOpen", gauge.line()));
        }
    }

    /** Ends the gauge's thread and closes the list. */
    void end() {
        reading.stop();
        list.close();
        gauge.close();
    }

    /** Shows or hides the list of what is under way. */
    void toggleTasks() {
        list.toggle();
    }

    private void refresh() {
        List<BackgroundTask> running = works.running();
        tasks.setText(
                switch (running.size()) {
                    case 0 -> TEXT.get("status.noTasks");
                    case 1 -> TEXT.get("status.oneTask");
                    default -> TEXT.get("status.tasks", running.size());
                });
        tasks.setAccessibleText(TEXT.get("status.tasksOpen", tasks.getText()));
        // What is under way stays in sight beside an old error.
        error.setMaxWidth(running.isEmpty() ? USE_COMPUTED_SIZE : ERROR_SHARE * getWidth());
        boolean news = reading.getStatus() == PauseTransition.Status.RUNNING;
        if (running.isEmpty()) {
            setText(news ? works.said().get() : "");
            setProgress(0);
            return;
        }
        BackgroundTask first = running.getFirst();
        setText(news ? works.said().get() : line(first));
        // At nought the bar would not be there.
        setProgress(
                first.progress().fraction() < 0 ? -1 : Math.max(first.progress().fraction(), 1e-3));
    }

    private static String line(BackgroundTask task) {
        String note = task.progress().note();
        return note.isEmpty() ? task.title() : TEXT.get("status.doing", task.title(), note);
    }
}
