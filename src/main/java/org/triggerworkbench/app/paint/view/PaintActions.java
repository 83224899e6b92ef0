package org.triggerworkbench.app.paint.view;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCombination;
import org.triggerworkbench.app.paint.tools.PaintModel;
import org.triggerworkbench.app.paint.tools.Stickers;
import org.triggerworkbench.app.paint.tools.Tool;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.text.Messages;

/** All that can be done in the Paint view. */
final class PaintActions {
    private static final Messages TEXT = Messages.of(PaintActions.class);

    private final PaintModel model;
    private final ObservableValue<Boolean> open;
    private final List<Action> all = new ArrayList<>();

    PaintActions(PaintModel model, Stickers stickers, PaintCanvas canvas) {
        this.model = model;
        Workbench workbench = model.workbench();
        open = model.scene().map(_ -> true).orElse(false);
        ObservableValue<Boolean> triggered = workbench.trigger().map(_ -> true).orElse(false);
        ObservableValue<Boolean> floats =
                model.document().map(document -> document.floating() != null).orElse(false);
        ObservableValue<Boolean> answered = workbench.answer().map(_ -> true).orElse(false);
        for (Tool tool : Tool.values()) {
            add(tool.id(), "", tool.key(), open, () -> model.tool().set(tool));
        }
        add("picture", "fth-image", "P", open, stickers::openPicture);
        add("paste", "", "Shortcut+V", open, stickers::pasteClipboard);
        add("setDown", "", "", floats, model::setDown);
        add("remove", "", "", floats, model::remove);
        add("new", "", "", triggered, model::startNew);
        add("keep", "", "K", triggered, model.tray()::keep);
        add("openTrigger", "", "", open, stickers::openTrigger);
        add("pin", "fth-bookmark", "Shift+P", answered, this::pin);
        add("zoomIn", "", "", open, () -> canvas.zoom(true));
        add("zoomOut", "", "", open, () -> canvas.zoom(false));
        add("fit", "", "", open, canvas::fit);
    }

    private void add(String name, String icon, String key, ObservableValue<Boolean> enabled, Runnable run) {
        String id = "paint." + name;
        all.add(new Action(
                id,
                Action.Menu.PAINT,
                TEXT.get("action." + id),
                icon,
                key.isEmpty() ? null : KeyCombination.valueOf(key),
                enabled,
                run));
    }

    /** Pins the answer as it is to compare with; a second time lets go of it. */
    private void pin() {
        Workbench workbench = model.workbench();
        workbench
                .pinned()
                .set(workbench.pinned().get() == null ? workbench.answer().get() : null);
    }

    List<Action> all() {
        return all;
    }

    Action named(String name) {
        return all.stream()
                .filter(action -> action.id().equals("paint." + name))
                .findFirst()
                .orElseThrow();
    }
}
