package org.triggerworkbench.app.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.embedding.map.MapFrame;
import org.triggerworkbench.app.session.FigureOrigin;
import org.triggerworkbench.app.session.FigureShot;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.text.Messages;

/** Copies and exports what is on screen. Window thread only; files are written in the background. */
public final class ExportActions {
    private static final Messages TEXT = Messages.of(ExportActions.class);

    private final Workbench workbench;
    private final BackgroundTasks works;
    private final Dialogs dialogs;
    private final CopiedText copied;
    private final Sources sources;

    /**
     * Where things come from and go to.
     *
     * @param map the map shown; gives null before there is one
     * @param planned the experiment that the form of the training makes
     * @param clipboard takes a text
     */
    public record Sources(Supplier<@Nullable MapFrame> map, Supplier<Experiment> planned, Consumer<String> clipboard) {}

    /** @param user folder for files that copied text names */
    public ExportActions(Workbench workbench, BackgroundTasks works, Dialogs dialogs, Path user, Sources sources) {
        this.workbench = workbench;
        this.works = works;
        this.dialogs = dialogs;
        this.copied = new CopiedText(user.resolve("copied"));
        this.sources = sources;
    }

    /** The actions, in their order in the menu. */
    public List<Action> actions() {
        return List.of(
                action("file.exportData", "fth-download", this::exportData),
                action("edit.copyExperiment", "fth-copy", this::copyExperiment),
                action("edit.copyCommand", "fth-terminal", () -> copy(copied::commandLine)),
                action("edit.copyJson", "fth-copy", () -> copy(ExportActions::json)));
    }

    private Action action(String id, String icon, Runnable run) {
        Action.Menu menu = id.startsWith("file.") ? Action.Menu.FILE : Action.Menu.EDIT;
        return Action.of(
                TEXT, id, menu, icon, "", workbench.answer().map(_ -> true).orElse(false), run);
    }

    private void exportData() {
        FigureShot.of(workbench, sources.map().get(), List.of()).ifPresent(shot -> dialogs.saveFile(
                        TEXT.get("action.file.exportData"), "workbench-export")
                .ifPresent(folder -> works.start(
                        new BackgroundTask(TEXT.get("work.export"), null),
                        () -> {
                            ShotFiles.write(folder, shot);
                            AtomicFiles.write(
                                    folder.resolve("facts.json"), json(shot).getBytes(StandardCharsets.UTF_8));
                            return folder;
                        },
                        works::saved)));
    }

    private void copyExperiment() {
        Experiment planned = sources.planned().get();
        copy(shot -> copied.toml(shot, planned));
    }

    private static String json(FigureShot shot) {
        return shot.said().json(FigureOrigin.of(shot.facts(), shot.answer().question()));
    }

    private void copy(Function<FigureShot, String> text) {
        FigureShot.of(workbench, sources.map().get(), List.of())
                .ifPresent(shot -> works.start(
                        new BackgroundTask(TEXT.get("work.copy"), null), () -> text.apply(shot), sources.clipboard()));
    }
}
