package org.triggerworkbench.app.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.triggerworkbench.app.session.SessionFile;
import org.triggerworkbench.app.session.SessionFlow;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/** What is opened and saved. */
public final class FileActions {
    private static final Messages TEXT = Messages.of(FileActions.class);

    /** What models look like. */
    public static final List<String> MODELS = List.of("*.safetensors", "*.pt", "*.pth", "config.json");

    private final Workbench workbench;
    private final BackgroundTasks works;
    private final Settings settings;
    private final Dialogs dialogs;
    private final OpenFlow opening;
    private final SessionFlow sessions;

    public FileActions(
            Workbench workbench,
            BackgroundTasks works,
            Settings settings,
            Dialogs dialogs,
            OpenFlow opening,
            SessionFlow sessions) {
        this.workbench = workbench;
        this.works = works;
        this.settings = settings;
        this.dialogs = dialogs;
        this.opening = opening;
        this.sessions = sessions;
    }

    /** The actions, in their order in the menus. */
    public List<Action> actions() {
        return List.of(
                file("file.open", "fth-folder", "Shortcut+O", List.of()),
                file("file.openModel", "fth-box", "", MODELS),
                folder("file.openImages", "fth-image"),
                Action.of(
                        TEXT,
                        "view.imagesPart",
                        Action.Menu.VIEW,
                        "fth-layers",
                        "",
                        workbench.scene().map(_ -> true).orElse(false),
                        opening::part),
                file("file.openPrompt", "fth-layout", "", List.of("*.safetensors", "*.npy", "*.npz")),
                file("file.openTrigger", "fth-zap", "", List.of("*.png", "*.safetensors")),
                file("file.openExperiment", "fth-file-text", "", List.of("*.toml")),
                folder("file.openRun", "fth-activity"),
                Action.of(
                        TEXT,
                        "file.saveTrigger",
                        Action.Menu.FILE,
                        "fth-download",
                        "",
                        workbench.trigger().map(_ -> true).orElse(false),
                        this::saveTrigger),
                file(
                        "file.openSession",
                        "fth-inbox",
                        "Shortcut+Shift+O",
                        List.of("*" + SessionFile.SUFFIX, "*.session.zip")),
                Action.of(
                        TEXT,
                        "file.saveSession",
                        Action.Menu.FILE,
                        "fth-save",
                        "Shortcut+S",
                        workbench.scene().map(_ -> true).orElse(false),
                        this::saveSession));
    }

    private Action file(String id, String icon, String shortcut, List<String> endings) {
        return Action.of(
                TEXT, id, Action.Menu.FILE, icon, shortcut, () -> dialogs.openFile(TEXT.get("action." + id), endings)
                        .ifPresent(opening::open));
    }

    private Action folder(String id, String icon) {
        return Action.of(TEXT, id, Action.Menu.FILE, icon, "", () -> dialogs.openFolder(TEXT.get("action." + id))
                .ifPresent(opening::open));
    }

    private void saveTrigger() {
        Trigger trigger = workbench.trigger().get();
        SubjectFacts facts = workbench.scene().get();
        if (trigger == null || facts == null) {
            return;
        }
        Optional<Path> place = dialogs.saveFile(TEXT.get("action.file.saveTrigger"), "trigger.safetensors");
        place.ifPresent(file -> works.start(
                new BackgroundTask(TEXT.get("work.save", OpenFlow.title(file)), null),
                () -> {
                    TriggerFiles.write(
                            file, trigger, facts.input().width(), facts.input().height());
                    return file;
                },
                saved -> {
                    settings.remember(saved.toString());
                    works.saved(saved);
                }));
    }

    private void saveSession() {
        String name = workbench.facts().request().title().replaceAll("[^\\p{L}\\p{N}._-]+", "-");
        dialogs.saveFile(TEXT.get("action.file.saveSession"), name + SessionFile.SUFFIX)
                .ifPresent(file -> sessions.save(file, saved -> settings.remember(saved.toString())));
    }
}
