package org.triggerworkbench.app.files;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.session.SessionFlow;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.Bench;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.ExperimentTrigger;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.load.SeveralOutputsException;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;

/**
 * Opens whatever is chosen or dropped: tells what it is and puts it where it belongs. What cannot be used is told in one
 * sentence and changes nothing. Window thread only; files are read in the background.
 */
public final class OpenFlow {
    private static final Messages TEXT = Messages.of(OpenFlow.class);

    private final Workbench workbench;
    private final BackgroundTasks works;
    private final Settings settings;
    private final Questions questions;
    private final SessionFlow sessions;
    private final SceneOpening scenes;
    private final ModelImport models;
    private final ImagesChoice choice;
    private final OntoScene onto;
    private final Runnable shown;
    private final Consumer<Path> matrices;

    /**
     * @param user folder for photos and cards that have no other place
     * @param shown runs whenever something was opened, to leave the start page
     * @param matrices is given the file or folder of a matrix, whose view opens it
     */
    public OpenFlow(
            Workbench workbench,
            EngineService engine,
            BackgroundTasks works,
            Settings settings,
            Questions questions,
            SessionFlow sessions,
            Path user,
            Runnable shown,
            Consumer<Path> matrices) {
        this.workbench = workbench;
        this.works = works;
        this.settings = settings;
        this.questions = questions;
        this.sessions = sessions;
        this.scenes = new SceneOpening(engine, workbench, works);
        this.models = new ModelImport(engine, works, questions, new CardPlace(user.resolve("models")));
        this.choice = new ImagesChoice(settings, questions);
        this.onto = new OntoScene(workbench, works, questions, user);
        this.shown = shown;
        this.matrices = matrices;
    }

    /** Opens one thing. */
    public void open(Path path) {
        open(List.of(path));
    }

    /** Opens one thing again, without asking what was told of it the last time. */
    public void openAgain(Path path) {
        open(List.of(path), true);
    }

    /** Opens several: a model and images together, then what goes on them, one after the other. */
    public void open(List<Path> paths) {
        open(paths, false);
    }

    /** @param again whether what was told of them the last time still holds */
    private void open(List<Path> paths, boolean again) {
        if (paths.isEmpty()) {
            return;
        }
        SubjectFacts facts = workbench.scene().get();
        ImageSize input = facts == null
                ? null
                : new ImageSize(facts.input().width(), facts.input().height());
        works.start(
                new BackgroundTask(
                        TEXT.get("work.look", String.valueOf(paths.getFirst().getFileName())), null),
                () -> paths.stream().map(path -> FileKinds.of(path, input)).toList(),
                all -> openAll(all, again));
    }

    private void openAll(List<OpenedPath> all, boolean again) {
        OpenedPath.Model model = last(all, OpenedPath.Model.class);
        OpenedPath.Data data = last(all, OpenedPath.Data.class);
        Deque<OpenedPath> rest = new ArrayDeque<>(all.stream()
                .filter(opened -> !(opened instanceof OpenedPath.Model) && !(opened instanceof OpenedPath.Data))
                .toList());
        if (data != null) {
            choice.wished(data, again).ifPresent(images -> openScene(model, data, images, again, rest));
        } else if (model != null) {
            openScene(model, null, null, again, rest);
        } else {
            next(rest);
        }
    }

    private void openScene(
            OpenedPath.@Nullable Model model,
            OpenedPath.@Nullable Data data,
            @Nullable ImagesWish images,
            boolean again,
            Deque<OpenedPath> rest) {
        if (model != null) {
            models.ready(
                    model,
                    labels(),
                    path -> scene(
                            SceneRequests.with(now(), title(path), path, images, null)
                                    .withOutput(
                                            again
                                                    ? settings.answer(path.toString())
                                                            .orElse(null)
                                                    : null),
                            model.path(),
                            data == null ? path : null,
                            rest));
        } else if (data != null && images != null) {
            scene(SceneRequests.with(now(), title(data.path()), null, images, targetName()), data.path(), null, rest);
        }
    }

    /** Asks which part of the open images is shown; all else stays as it is. */
    public void part() {
        LiveRequest now = now();
        Path path = Path.of(now.data());
        works.start(
                new BackgroundTask(TEXT.get("work.look", title(path)), null),
                () -> FileKinds.images(path, now.data()),
                data -> choice.ask(
                                data,
                                data.fault() != null ? data.fault() : TEXT.get("data.again", title(path)),
                                new ImagesWish(now.data(), now.reading()))
                        .ifPresent(images -> scenes.open(
                                SceneRequests.lessAndLess(
                                        SceneRequests.with(now, now.title(), null, images, targetName())),
                                _ -> null,
                                this::keep,
                                works::fail)));
    }

    /**
     * Makes a model file ready to be opened beside what is open; anything else is told.
     *
     * @param then is given what to open it by
     */
    public void beside(Path path, Beside then) {
        works.start(
                new BackgroundTask(TEXT.get("work.look", title(path)), null),
                () -> FileKinds.of(path, null),
                opened -> {
                    if (opened instanceof OpenedPath.Model model) {
                        List<String> labels = labels();
                        models.ready(
                                model,
                                labels,
                                ready -> models.output(
                                        ready, labels.size(), output -> then.open(title(path), ready, output)));
                    } else {
                        works.fail(new InputException(TEXT.get("beside.noModel", title(path))));
                    }
                });
    }

    /** Opens a model beside the one that is open. */
    @FunctionalInterface
    public interface Beside {
        /** @param output that holds the logits; null leaves it to the file */
        void open(String title, Path path, @Nullable String output);
    }

    private static <T> @Nullable T last(List<OpenedPath> all, Class<T> kind) {
        return all.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((_, later) -> later)
                .orElse(null);
    }

    private LiveRequest now() {
        SubjectFacts facts = workbench.scene().get();
        return facts == null ? SceneRequests.FIRST : facts.request();
    }

    /** The scene's target; the one that the window shows of a scene that withholds it is not its own. */
    private int target(SubjectFacts facts) {
        return facts.request().withheld() ? facts.target() : workbench.target().get();
    }

    private @Nullable String targetName() {
        SubjectFacts facts = workbench.scene().get();
        if (facts == null) {
            return null;
        }
        int target = target(facts);
        String name = facts.classes().get(target);
        // A number would be read as a place.
        return name.matches("-?\\d+") ? Integer.toString(target) : name;
    }

    private List<String> labels() {
        SubjectFacts facts = workbench.scene().get();
        return facts == null ? List.of() : facts.classes();
    }

    static String title(Path path) {
        return String.valueOf(path.getFileName());
    }

    private void next(Deque<OpenedPath> rest) {
        OpenedPath opened = rest.poll();
        switch (opened) {
            case null -> {}
            case OpenedPath.Model _, OpenedPath.Data _ -> throw new IllegalStateException("opened before");
            case OpenedPath.Prompt(Path path) -> onto.prompt(path, () -> done(path, rest));
            case OpenedPath.TriggerFile(Path path) -> onto.trigger(path, () -> done(path, rest));
            case OpenedPath.Photo photo ->
                onto.photo(
                        photo,
                        (folder, words) -> scene(onPhoto(photo.path(), folder, words), photo.path(), null, rest));
            case OpenedPath.ExperimentToml toml ->
                fresh(
                        SceneRequests.of(toml.experiment()),
                        facts -> ExperimentTrigger.of(
                                toml.experiment(),
                                facts.input().width(),
                                facts.input().height()),
                        toml.path(),
                        rest);
            case OpenedPath.Run run -> run(run, () -> done(run.path(), rest));
            case OpenedPath.Matrix(Path path) -> {
                matrices.accept(path);
                done(path, rest);
            }
            case OpenedPath.Session(Path path) -> sessions.open(path, file -> done(file, rest));
        }
    }

    /** Remembers what was opened and goes on with what is left. */
    private void done(Path path, Deque<OpenedPath> rest) {
        settings.remember(path.toString());
        shown.run();
        next(rest);
    }

    /**
     * Opens a model or data beside what is open, keeping what fits.
     *
     * @param model whose images are asked for where those open do not do; null asks nothing
     */
    private void scene(LiveRequest request, Path path, @Nullable Path model, Deque<OpenedPath> rest) {
        scene(request, path, model, null, rest);
    }

    /** @param tried the images that were told last; null where nobody was asked yet */
    private void scene(
            LiveRequest request, Path path, @Nullable Path model, @Nullable ImagesWish tried, Deque<OpenedPath> rest) {
        scenes.open(
                SceneRequests.lessAndLess(request),
                _ -> null,
                before -> {
                    keep(before);
                    done(path, rest);
                },
                withOutput(request, told -> scene(told, path, model, tried, rest), failed -> {
                    if (model == null || !(failed instanceof InputException fault)) {
                        works.fail(failed);
                    } else {
                        models.check(
                                model,
                                () -> questions
                                        .data(new ImagesQuestion(
                                                path, fault.sentence(), tried != null, tried, List.of()))
                                        .ifPresent(data -> scene(
                                                SceneRequests.with(request, request.title(), null, data, "0"),
                                                path,
                                                model,
                                                data,
                                                rest)),
                                works::fail);
                    }
                }));
    }

    /** What is open with the one image of a photo's folder. */
    private LiveRequest onPhoto(Path photo, PhotoFolder folder, boolean words) {
        String target = words ? targetName() : Integer.toString(target(workbench.facts()));
        return SceneRequests.with(
                now(), title(photo), null, ImagesWish.usual(folder.path().toString()), target);
    }

    /** Puts what was on the bench on what is open now. */
    private void keep(Bench before) {
        workbench.update(now -> BenchSnapshot.on(before, now));
    }

    /** What to do of a request that failed: asks for the output of its model where that was not told. */
    private Consumer<Throwable> withOutput(
            LiveRequest request, Consumer<LiveRequest> again, Consumer<Throwable> failed) {
        return fault -> {
            if (fault instanceof SeveralOutputsException several) {
                questions
                        .output(new OutputQuestion(Path.of(request.model()), several.outputs()))
                        .ifPresent(output -> {
                            settings.remember(request.model(), output);
                            again.accept(request.withOutput(output));
                        });
            } else {
                failed.accept(fault);
            }
        };
    }

    /** Shows other images of the open data; all else stays as it is, and what is pinned is asked again for them. */
    public void sheet(int images, long seed) {
        scenes.sheet(
                workbench.facts().request().withSheet(images, seed),
                before -> {
                    SheetResult pinned = before.pinned();
                    if (pinned != null) {
                        sessions.pinAgain(pinned.question().at(0), _ -> {});
                    }
                },
                works::fail);
    }

    /** Opens a scene of its own, of which nothing is from what was open. */
    private void fresh(
            LiveRequest request, Function<SubjectFacts, @Nullable Trigger> trigger, Path path, Deque<OpenedPath> rest) {
        scenes.open(
                List.of(request),
                trigger,
                _ -> done(path, rest),
                withOutput(request, told -> fresh(told, trigger, path, rest), works::fail));
    }

    /**
     * Opens what a run is for, and then goes on with it.
     *
     * @param then is given the run's experiment, once that is open
     */
    public void resume(Path run, Consumer<Experiment> then) {
        works.start(
                new BackgroundTask(TEXT.get("work.look", title(run)), null),
                () -> RunFolder.open(run).experiment(),
                experiment -> run(new OpenedPath.Run(run, experiment), () -> {
                    done(run, new ArrayDeque<>());
                    then.accept(experiment);
                }));
    }

    private void run(OpenedPath.Run run, Runnable done) {
        works.start(
                new BackgroundTask(TEXT.get("work.look", title(run.path())), null),
                () -> SceneRequests.of(run.path(), run.experiment()),
                request -> run(request, run, done));
    }

    private void run(LiveRequest request, OpenedPath.Run run, Runnable done) {
        scenes.open(
                List.of(request),
                // A run that has made nothing yet still says which trigger it will use.
                facts -> request.trigger() != null
                        ? null
                        : ExperimentTrigger.of(
                                run.experiment(),
                                facts.input().width(),
                                facts.input().height()),
                _ -> done.run(),
                withOutput(request, told -> run(told, run, done), works::fail));
    }
}
