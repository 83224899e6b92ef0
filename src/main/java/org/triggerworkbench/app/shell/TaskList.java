package org.triggerworkbench.app.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.controlsfx.control.PopOver;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.text.Messages;

/** Everything under way in the background, in a pop-over: each with its progress and, where it can be ended, its own cancel. */
final class TaskList {
    private static final Messages TEXT = Messages.of(TaskList.class);
    private static final double WIDTH = 360;
    private static final double HEIGHT = 200;
    private static final double SHADOW = -16;

    private final BackgroundTasks works;
    private final VBox rows = Ui.styled(new VBox(), "tw-task-rows");
    private final Map<BackgroundTask, Row> known = new HashMap<>();
    private final Label none = Ui.styled(new Label(TEXT.get("tasks.none")), "tw-empty");
    private final PopOver popOver;
    private final Node anchor;

    /** Whether the press that closed it is the one that the anchor's button is about to answer. */
    private boolean closedByAnchor;

    /** @param anchor it opens above; a button that toggles it */
    TaskList(BackgroundTasks works, Node anchor) {
        this.works = works;
        this.anchor = anchor;
        ScrollPane scroll = Ui.scrolling(rows);
        scroll.setFitToHeight(true);
        // Always as high: held by its upper edge, it would grow down over the bar.
        scroll.setMinHeight(HEIGHT);
        scroll.setPrefHeight(HEIGHT);
        none.setId("tasks-none");
        none.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        VBox.setVgrow(none, Priority.ALWAYS);
        VBox content = Ui.styled(new VBox(8, Ui.heading(TEXT.get("tasks.title")), scroll), "tw-tasks");
        content.setPrefWidth(WIDTH);
        content.setAccessibleText(TEXT.get("tasks.title"));
        this.popOver = new PopOver(content);
        popOver.setId("tasks");
        popOver.setTitle(TEXT.get("tasks.title"));
        popOver.setArrowLocation(PopOver.ArrowLocation.BOTTOM_LEFT);
        popOver.setDetachable(false);
        popOver.setAnimated(false);
        popOver.setFadeInDuration(Duration.ZERO);
        popOver.setFadeOutDuration(Duration.ZERO);
        popOver.setOnAutoHide(_ -> closedByAnchor = anchor.isHover());
        anchor.hoverProperty().subscribe(() -> closedByAnchor = false);
        tick();
    }

    /** Opens it, or closes it. */
    void toggle() {
        if (popOver.isShowing() || closedByAnchor) {
            popOver.hide();
            closedByAnchor = false;
            return;
        }
        tick();
        // Its own window has only the theme, not the looks of the views.
        popOver.getRoot().getStylesheets().setAll(anchor.getScene().getStylesheets());
        // Its shadow must not lie over the button, which would then not be pressed.
        popOver.show(anchor, SHADOW);
    }

    /** Reads how far everything is. */
    void tick() {
        List<BackgroundTask> running = works.running();
        known.keySet().retainAll(running);
        List<Node> now = running.isEmpty()
                ? List.of(none)
                : running.stream().<Node>map(this::row).toList();
        if (!rows.getChildren().equals(now)) {
            rows.getChildren().setAll(now);
        }
        known.forEach((task, row) -> row.read(task));
    }

    private Row row(BackgroundTask task) {
        return known.computeIfAbsent(task, Row::new);
    }

    void close() {
        popOver.hide();
    }

    /** One of them. */
    private static final class Row extends VBox {
        private final Label note = Ui.secondary("");
        private final ProgressBar bar = new ProgressBar();
        private final Button cancel = Ui.styled(new Button(TEXT.get("status.cancel")), "tw-small");

        Row(BackgroundTask task) {
            super(4);
            getStyleClass().add("tw-task");
            Label title = new Label(task.title());
            bar.setMaxWidth(Double.MAX_VALUE);
            bar.setPrefHeight(4);
            bar.setAccessibleText(task.title());
            cancel.setAccessibleText(TEXT.get("tasks.cancel", task.title()));
            cancel.setMinWidth(USE_PREF_SIZE);
            cancel.setVisible(task.canCancel());
            cancel.setManaged(task.canCancel());
            cancel.setOnAction(_ -> {
                cancel.setDisable(true);
                cancel.setText(TEXT.get("tasks.cancelling"));
                task.cancel();
            });
            VBox words = new VBox(title, note);
            HBox.setHgrow(words, Priority.ALWAYS);
            HBox line = new HBox(8, words, cancel);
            line.setAlignment(Pos.CENTER_LEFT);
            getChildren().addAll(line, bar);
            read(task);
        }

        private void read(BackgroundTask task) {
            BackgroundTask.Progress progress = task.progress();
            bar.setProgress(progress.fraction() < 0 ? ProgressBar.INDETERMINATE_PROGRESS : progress.fraction());
            note.setText(progress.note());
            note.setManaged(!progress.note().isEmpty());
        }
    }
}
