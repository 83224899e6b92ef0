package org.triggerworkbench.app.files;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.TriggerFiles;

/** Opens what goes on a scene that is open: prompts, triggers and photos. Window thread only; files are read in the background. */
final class OntoScene {
    private static final Messages TEXT = Messages.of(OntoScene.class);

    private final Workbench workbench;
    private final BackgroundTasks works;
    private final Questions questions;
    private final Path user;

    /** @param user folder in which photos lie that were given a class */
    OntoScene(Workbench workbench, BackgroundTasks works, Questions questions, Path user) {
        this.workbench = workbench;
        this.works = works;
        this.questions = questions;
        this.user = user;
    }

    /** Puts a prompt into the slot that its name or the user tells. */
    void prompt(Path path, Runnable done) {
        InputSpec input = input(path);
        PromptChoice slot = input == null ? null : slot(path);
        if (input == null || slot == null) {
            return;
        }
        works.start(
                new BackgroundTask(TEXT.get("work.look", OpenFlow.title(path)), null),
                () -> Objects.requireNonNull(PromptState.read(path, input)),
                workbench.onScene(prompt -> {
                    put(slot, prompt);
                    done.run();
                }));
    }

    /** The slot a prompt's name tells, else the user; null where they would rather not. */
    private @Nullable PromptChoice slot(Path path) {
        return SceneRequests.told(path).or(() -> questions.prompt(path)).orElse(null);
    }

    private void put(PromptChoice slot, PromptState prompt) {
        workbench.edit(TEXT.get("edit.prompt"), now -> {
            now.prompt(slot, prompt);
            now.promptChoice = slot;
        });
    }

    /** Takes a trigger from a file. */
    void trigger(Path path, Runnable done) {
        InputSpec input = input(path);
        if (input == null) {
            return;
        }
        works.start(
                new BackgroundTask(TEXT.get("work.look", OpenFlow.title(path)), null),
                () -> TriggerFiles.read(path, null, input.width(), input.height()),
                workbench.onScene(trigger -> {
                    workbench.edit(TEXT.get("edit.trigger"), now -> now.trigger = trigger);
                    done.run();
                }));
    }

    /**
     * Asks for the class of a photo, and makes a folder of images of it.
     *
     * @param open is given the folder, and whether it names classes by their names
     */
    void photo(OpenedPath.Photo photo, BiConsumer<PhotoFolder, Boolean> open) {
        if (input(photo.path()) == null) {
            return;
        }
        SubjectFacts facts = workbench.facts();
        works.start(
                new BackgroundTask(TEXT.get("work.look", OpenFlow.title(photo.path())), null),
                () -> PhotoPreview.of(photo.path(), photo.picture(), facts),
                preview -> questions.photo(preview).ifPresent(label -> photo(preview, label, open)));
    }

    private void photo(PhotoPreview photo, String label, BiConsumer<PhotoFolder, Boolean> open) {
        works.start(
                new BackgroundTask(TEXT.get("work.look", OpenFlow.title(photo.path())), null),
                () -> PhotoFolder.write(user.resolve("photos"), photo.path(), photo.classes(), label, photo.words()),
                folder -> open.accept(folder, photo.words()));
    }

    /** The input of the open model; where nothing is open, says so and gives null. */
    private @Nullable InputSpec input(Path path) {
        SubjectFacts facts = workbench.scene().get();
        if (facts == null) {
            works.fail(new InputException(TEXT.get("open.nothing", path)));
            return null;
        }
        return facts.input();
    }
}
