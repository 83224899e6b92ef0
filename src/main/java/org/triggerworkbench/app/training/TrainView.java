package org.triggerworkbench.app.training;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.text.Messages;

/** Train: a method chosen from the engine's list, its form, its run and its curves. */
public final class TrainView {
    private static final Messages TEXT = Messages.of(TrainView.class);
    private static final List<String> SHORTCUTS =
            List.of("Shortcut+Enter", "Shortcut+Period", "Shortcut+Shift+Enter", "Shortcut+Alt+Enter");

    private final TrainingModel model;
    private final RunPane pane;
    private final RunPane.Controls controls;
    private final Action savePoisoned;

    /** @param savePoisoned saves the training set that the run in a folder poisoned */
    public TrainView(
            TrainingModel model, Theme theme, BackgroundTasks works, Dialogs dialogs, Consumer<Path> savePoisoned) {
        this.model = model;
        this.savePoisoned = Action.of(
                TEXT,
                "train.savePoisoned",
                Action.Menu.TRAIN,
                "fth-download",
                "",
                model.run()
                        .result()
                        .map(result -> result instanceof RunResult.Attacked attacked && attacked.poisoned() > 0)
                        .orElse(false),
                () -> {
                    RunResult result = model.run().result().get();
                    if (result != null) {
                        savePoisoned.accept(result.folder());
                    }
                });
        this.controls = RunPane.controls(model, this::showWhy, Action.Menu.TRAIN, "train", SHORTCUTS);
        this.pane = new RunPane(model, methods(), controls, theme, works, dialogs);
        pane.setId("train");
    }

    private void showWhy() {
        pane.showWhy();
    }

    private MethodBox methods() {
        MethodBox box = new MethodBox(model, TEXT.get("method"), Card::title);
        box.setId("train-attack");
        return box;
    }

    /** The view as the shell takes it in. */
    public ViewPart part() {
        Button why = controls.whyButton();
        why.visibleProperty().bind(controls.why().enabled());
        why.managedProperty().bind(why.visibleProperty());
        return new ViewPart(
                "train",
                TEXT.get("view.title"),
                List.of(Ui.iconButton(controls.unpin()), why),
                pane,
                Stream.concat(pane.actions().stream(), Stream.of(savePoisoned)).toList());
    }

    /** Looks what the run tells and redraws; the window's timer calls this. */
    public void tick() {
        model.tick();
        pane.tick();
    }
}
