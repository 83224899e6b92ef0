package org.triggerworkbench.app.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.triggerworkbench.app.answer.AnswerView;
import org.triggerworkbench.app.inputs.InputRail;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Action.Menu;
import org.triggerworkbench.app.shared.Actions;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.app.state.EngineRoom;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.app.state.Works;
import org.triggerworkbench.text.Messages;

/** All views, built and wired to each other. */
final class Views {
    private static final Messages TEXT = Messages.of(Views.class);

    private final Workbench workbench;
    private final List<Runnable> ticks = new ArrayList<>();
    private final List<ViewPart> middle = new ArrayList<>();
    private final List<ViewPart> side = new ArrayList<>();
    private final List<ViewPart> bottom = new ArrayList<>();

    Views(Workbench workbench, Works works, EngineRoom engine, Theme theme, Settings settings, Dialogs dialogs) {
        this.workbench = workbench;
        middle.add(empty("paint"));
        side.add(empty("embedding"));
        bottom.add(empty("train"));
    }

    private static ViewPart empty(String id) {
        return new ViewPart(id, id, List.of(), new StackPane(new Label(id)), List.of());
    }

    List<ViewPart> parts() {
        List<ViewPart> all = new ArrayList<>(middle);
        all.addAll(side);
        all.addAll(bottom);
        return all;
    }

    Shell.Places places() {
        return new Shell.Places(middle, side, bottom);
    }

    List<Runnable> ticks() {
        return ticks;
    }

    /** Actions of no single view. */
    List<Action> actions() {
        return List.of(
                Action.of(TEXT, "file.openModel", Menu.FILE, "", "", () -> {}),
                Action.of(TEXT, "file.openPrompt", Menu.FILE, "", "", () -> {}),
                Action.of(TEXT, "file.openImages", Menu.FILE, "", "", () -> {}),
                Action.of(TEXT, "file.exportFigure", Menu.FILE, "fth-upload", "Shortcut+E", () -> {}),
                Action.of(TEXT, "view.pin", Menu.VIEW, "fth-bookmark", "Shortcut+P", () -> workbench
                        .pinned()
                        .set(
                                workbench.pinned().get() == null
                                        ? workbench.answer().get()
                                        : null)));
    }

    Region inputs(Actions actions) {
        return new InputRail(
                workbench,
                actions.named("file.openModel"),
                actions.named("file.openPrompt"),
                actions.named("file.openImages"),
                new StackPane());
    }

    Region answer(Actions actions) {
        return new AnswerView(workbench, actions.named("view.pin"), List.of());
    }

    void openPath(String path) {}

    void onWindow(Scene scene) {}
}
