package org.triggerworkbench.app.optimise;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.training.RunPane;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;

/** Optimise: a universal patch that forms on the canvas, its curves beside it. */
public final class OptimiseView {
    private static final Messages TEXT = Messages.of(OptimiseView.class);
    private static final List<String> SHORTCUTS =
            List.of("Alt+Enter", "Alt+Period", "Alt+Shift+Enter", "Alt+Shift+Period");

    /** Share of the picture from which on a patch has turned nearly all images on the bundled model (14 of 64 pixels). */
    private static final double ENOUGH = 0.04;

    private final OptimiseModel model;
    private final RunPane pane;
    private final RunPane.Controls controls;
    private final Label toward = new Label();
    private final Label small = Ui.wrapped(Ui.secondary(""));

    public OptimiseView(OptimiseModel model, Theme theme, BackgroundTasks works, Dialogs dialogs) {
        this.model = model;
        this.controls = RunPane.controls(model.training(), this::showWhy, Action.Menu.TRAIN, "optimise", SHORTCUTS);
        toward.setId("optimise-toward");
        toward.setMinWidth(0);
        toward.setMaxWidth(Double.MAX_VALUE);
        toward.setTextOverrun(OverrunStyle.ELLIPSIS);
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(toward.textProperty());
        toward.setTooltip(whole);
        HBox.setHgrow(toward, Priority.ALWAYS);
        HBox line = new HBox(8, Icons.of("fth-target"), toward);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinHeight(28);
        small.setId("optimise-small");
        small.managedProperty().bind(small.visibleProperty());
        VBox top = new VBox(line, small);
        this.pane = new RunPane(model.training(), top, controls, theme, works, dialogs);
        pane.setId("optimise");
        refresh();
    }

    private void showWhy() {
        pane.showWhy();
    }

    private void refresh() {
        Trigger.Patch patch = model.patch();
        small.setText(Stream.of(
                        model.isBehindPrompt() ? TEXT.get("prompt") : "", patch == null ? "" : small(patch))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" ")));
        small.setVisible(!small.getText().isEmpty());
        toward.setText(
                patch == null || model.target().isEmpty()
                        ? TEXT.get("toward.nothing")
                        : TEXT.get("toward", patch.width(), patch.height(), model.target()));
    }

    /** What to expect of a patch that covers little of the picture; empty where it covers enough. */
    private String small(Trigger.Patch patch) {
        double share = model.share(patch);
        return share >= ENOUGH || share <= 0 ? "" : TEXT.get("small", Format.percent(share));
    }

    /** The view as the shell takes it in. */
    public ViewPart part() {
        return new ViewPart(
                "optimise",
                TEXT.get("view.title"),
                List.of(Ui.iconButton(controls.unpin()), controls.whyButton()),
                pane,
                pane.actions());
    }

    /** Looks what the run tells, shows the newest patch, redraws; the window's timer calls this. */
    public void tick() {
        model.training().tick();
        refresh();
        pane.tick();
    }
}
