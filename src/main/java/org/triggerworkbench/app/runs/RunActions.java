package org.triggerworkbench.app.runs;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.collections.ObservableList;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.text.Messages;

/** What can be done with the chosen runs. */
final class RunActions {
    private static final Messages TEXT = Messages.of(RunActions.class);

    private final RunsModel model;
    private final RunsHooks hooks;
    private final Dialogs dialogs;
    private final ObservableList<RunRow> chosen;
    private final BooleanProperty comparing;

    /**
     * @param chosen the selected runs
     * @param comparing whether their differences are shown
     */
    RunActions(
            RunsModel model,
            RunsHooks hooks,
            Dialogs dialogs,
            ObservableList<RunRow> chosen,
            BooleanProperty comparing) {
        this.model = model;
        this.hooks = hooks;
        this.dialogs = dialogs;
        this.chosen = chosen;
        this.comparing = comparing;
    }

    List<Action> all() {
        return List.of(
                one("runs.open", "fth-folder", row -> row.experiment() != null, row -> hooks.open()
                        .accept(row.path())),
                one("runs.resume", "fth-play", this::canResume, row -> hooks.resume()
                        .accept(row.path())),
                Action.of(
                        TEXT,
                        "runs.overlay",
                        Action.Menu.TRAIN,
                        "fth-trending-up",
                        "",
                        Bindings.isNotEmpty(chosen),
                        () -> model.overlay(List.copyOf(chosen))),
                Action.of(TEXT, "runs.clearCurves", Action.Menu.TRAIN, "fth-slash", "", () -> model.overlay(List.of())),
                Action.of(
                        TEXT,
                        "runs.compare",
                        Action.Menu.TRAIN,
                        "fth-columns",
                        "",
                        () -> comparing.set(!comparing.get())),
                one("runs.rename", "fth-edit-2", _ -> true, this::rename),
                one("runs.note", "fth-message-square", _ -> true, this::note),
                one("runs.report", "fth-file-text", row -> row.state() == RunRow.State.FINISHED, row -> hooks.report()
                        .accept(RunFolder.report(row.path()))),
                one("runs.savePoisoned", "fth-download", RunRow::hasPoisonedImages, row -> hooks.savePoisoned()
                        .accept(row.path())),
                Action.of(
                        TEXT,
                        "runs.delete",
                        Action.Menu.TRAIN,
                        "fth-trash-2",
                        "",
                        Bindings.createBooleanBinding(
                                () -> !chosen.isEmpty() && chosen.stream().noneMatch(model::isRunning),
                                chosen,
                                model.running()),
                        () -> model.delete(List.copyOf(chosen))),
                Action.of(
                        TEXT,
                        "runs.putBack",
                        Action.Menu.TRAIN,
                        "fth-corner-up-left",
                        "",
                        model.deleted().map(_ -> true).orElse(false),
                        model::putBack),
                Action.of(TEXT, "runs.refresh", Action.Menu.TRAIN, "fth-refresh-cw", "", model::refresh));
    }

    private boolean canResume(RunRow row) {
        return row.state() == RunRow.State.RESUMABLE && !model.isRunning(row);
    }

    /** An action on exactly one run. */
    private Action one(String id, String icon, Predicate<RunRow> can, Consumer<RunRow> run) {
        return Action.of(
                TEXT,
                id,
                Action.Menu.TRAIN,
                icon,
                "",
                Bindings.createBooleanBinding(
                        () -> chosen.size() == 1 && can.test(chosen.getFirst()), chosen, model.running()),
                () -> run.accept(chosen.getFirst()));
    }

    private void rename(RunRow row) {
        dialogs.ask(TEXT.get("rename.title"), TEXT.get("rename.question"), row.name())
                .ifPresent(name -> model.rename(row, name));
    }

    private void note(RunRow row) {
        dialogs.ask(TEXT.get("note.title"), TEXT.get("note.question", row.name()), row.note())
                .ifPresent(note -> model.note(row, note));
    }
}
