package org.triggerworkbench.app.shell;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.text.Messages;

/** The line at the bottom: work under way with cancel, the last error until dismissed, memory. */
final class StatusBar extends HBox {
    private static final Messages TEXT = Messages.of(StatusBar.class);

    private final BackgroundTasks works;
    private final ProgressBar bar = new ProgressBar();
    private final Label doing = new Label();
    private final Button cancel = Ui.styled(new Button(TEXT.get("status.cancel")), "tw-link");
    private final Label memory = Ui.secondary("");
    private final MemoryGauge gauge;

    StatusBar(BackgroundTasks works, EngineService engine) {
        this.works = works;
        this.gauge = new MemoryGauge(() -> {
            EngineService.Engine open = engine.openedNow();
            return open == null ? 0 : open.compute().liveTensors();
        });
        getStyleClass().add("tw-status");
        bar.setPrefSize(180, 4);
        bar.setMaxHeight(4);
        Tooltip doingWhole = new Tooltip();
        doingWhole.textProperty().bind(doing.textProperty());
        doing.setTooltip(doingWhole);
        cancel.setId("status-cancel");
        cancel.setMinWidth(USE_PREF_SIZE);
        cancel.setOnAction(_ -> works.running().stream()
                .filter(BackgroundTask::canCancel)
                .findFirst()
                .ifPresent(BackgroundTask::cancel));
        Label error = Ui.styled(new Label(), "tw-error");
        error.setId("status-error");
        error.setGraphic(Icons.of("fth-alert-triangle"));
        error.textProperty().bind(works.lastError());
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(works.lastError());
        whole.setWrapText(true);
        whole.setMaxWidth(600);
        error.setTooltip(whole);
        Button dismiss = Ui.styled(new Button(TEXT.get("status.dismiss")), "tw-link");
        dismiss.setId("status-dismiss");
        dismiss.setMinWidth(USE_PREF_SIZE);
        dismiss.setOnAction(_ -> works.lastError().set(""));
        for (var node : List.of(error, dismiss)) {
            node.visibleProperty().bind(works.lastError().isNotEmpty());
            node.managedProperty().bind(node.visibleProperty());
        }
        memory.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(bar, doing, cancel, error, dismiss, Ui.spring(), memory);
        refresh();
    }

    /** Reads how far the work is; the window's timer calls this. */
    void tick() {
        refresh();
        memory.setText(gauge.line());
    }

    /** Ends the gauge's thread. */
    void end() {
        gauge.close();
    }

    private void refresh() {
        List<BackgroundTask> running = works.running();
        boolean busy = !running.isEmpty();
        bar.setVisible(busy);
        doing.setVisible(busy);
        cancel.setVisible(busy && running.stream().anyMatch(BackgroundTask::canCancel));
        cancel.setManaged(cancel.isVisible());
        if (busy) {
            BackgroundTask first = running.getFirst();
            BackgroundTask.Progress progress = first.progress();
            bar.setProgress(progress.fraction() < 0 ? ProgressBar.INDETERMINATE_PROGRESS : progress.fraction());
            String line = progress.note().isEmpty()
                    ? first.title()
                    : TEXT.get("status.doing", first.title(), progress.note());
            doing.setText(running.size() == 1 ? line : TEXT.get("status.more", line, running.size() - 1));
        }
    }
}
