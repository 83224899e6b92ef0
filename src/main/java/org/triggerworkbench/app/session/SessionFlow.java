package org.triggerworkbench.app.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.TensorFile;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.scenario.Scenarios;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Between the open window and session files. Window thread only; files are touched in the background. */
public final class SessionFlow {
    private static final Messages TEXT = Messages.of(SessionFlow.class);

    private final Workbench workbench;
    private final EngineService engine;
    private final BackgroundTasks works;
    private final ViewState view;
    private final Executor window;

    /** @param view of the window */
    public SessionFlow(Workbench workbench, EngineService engine, BackgroundTasks works, ViewState view) {
        this.workbench = workbench;
        this.engine = engine;
        this.works = works;
        this.view = view;
        this.window = engine.window();
    }

    /** What is open now; null on the start page. */
    public @Nullable Session capture() {
        SubjectFacts facts = workbench.scene().get();
        if (facts == null) {
            return null;
        }
        return new Session(
                facts.request()
                        // By its place: a class may be named by a number, or by the model alone.
                        .withTarget(Integer.toString(workbench.target().get()))
                        .withPrompts(null, null)
                        .withTrigger(null, null),
                facts.input().width(),
                facts.input().height(),
                workbench.bench().get(),
                pin(workbench.pinned().get()),
                view.save());
    }

    /** An answer of weights in training cannot be asked again: it is not kept. */
    private static Session.@Nullable Pin pin(@Nullable SheetResult pinned) {
        if (pinned == null || pinned.question().model() != null) {
            return null;
        }
        AttackMetrics metrics = pinned.metrics();
        return new Session.Pin(
                pinned.question(), metrics.cleanAccuracy(), metrics.attackSuccess(), metrics.cleanTargetRate());
    }

    /**
     * Saves what is open.
     *
     * @param saved is given the file once it is written
     */
    public void save(Path file, Consumer<Path> saved) {
        Session session = capture();
        if (session == null) {
            return;
        }
        boolean trained = workbench.modelState().get() != null;
        works.start(
                new BackgroundTask(TEXT.get("work.save"), null),
                () -> {
                    SessionFile.write(file, session);
                    return file;
                },
                written -> {
                    saved.accept(written);
                    works.saved(written);
                    if (trained) {
                        works.fail(new InputException(TEXT.get("session.noWeights")));
                    }
                });
    }

    /**
     * Opens a session in place of what is open; one that cannot be opened is told and changes nothing.
     *
     * @param shown is given the file once it is shown
     */
    public void open(Path file, Consumer<Path> shown) {
        open(file, shown, works::fail);
    }

    /** As the other, with a failure handed to the window thread instead of told. */
    public void open(Path file, Consumer<Path> shown, Consumer<Throwable> failed) {
        works.start(
                new BackgroundTask(TEXT.get("work.read"), null),
                () -> {
                    Session session = SessionFile.read(file);
                    return Map.entry(session, request(session));
                },
                read -> engine.open(
                        read.getValue(),
                        () -> {
                            putBack(read.getKey());
                            shown.accept(file);
                        },
                        failed),
                failed);
    }

    /** The scene is opened with the prompts, since they tell how many classes it has. */
    private static LiveRequest request(Session session) {
        LiveRequest asked = session.request()
                .withPrompts(
                        file(session.bench().cleanPrompt()),
                        file(session.bench().backdooredPrompt()));
        // A scene that keeps its trigger to itself goes on keeping it.
        return Scenarios.all().stream()
                .filter(scene -> scene.withheld()
                        && scene.title().equals(asked.title())
                        && scene.modelSource().equals(asked.model()))
                .findFirst()
                .map(scene -> asked.withTarget(scene.target())
                        .withTrigger(scene.triggerFile(), null)
                        .withheld(true))
                .orElse(asked);
    }

    private static @Nullable Path file(@Nullable PromptState prompt) {
        if (prompt == null) {
            return null;
        }
        Path folder = UserFolder.create(Compute.cacheFolder().resolve("session-prompts"));
        Path file = folder.resolve(hash(prompt.values()) + ".safetensors");
        if (!Files.exists(file)) {
            PromptFiles.write(file, prompt.saved());
        }
        return file;
    }

    private static String hash(HostTensor values) {
        return new TensorFile(Map.of("values", values), Map.of()).contentHash().substring(0, 24);
    }

    private void putBack(Session session) {
        // Of a scene that withholds its target the window shows another.
        Integer shown = workbench.facts().request().withheld()
                ? Integer.valueOf(session.request().target())
                : null;
        workbench.update(now ->
                now.restored(session.bench().with(saved -> saved.target = shown == null ? now.target() : shown)));
        view.restore(session.view());
        Session.Pin pin = session.pin();
        if (pin != null) {
            pinAgain(pin.asked(), metrics -> tellChange(pin, metrics));
        }
    }

    /**
     * Asks again what was pinned on a sheet, for the one now open.
     *
     * @param then is given what the new answer counts, once it is pinned
     */
    public void pinAgain(InferenceRequest asked, Consumer<AttackMetrics> then) {
        LiveLoop loop = workbench.loop();
        if (loop == null) {
            return;
        }
        int classes = workbench.facts().classes().size();
        int images = workbench.facts().labels().length;
        if (asked.target() < 0 || asked.target() >= classes || asked.primary() < 0 || asked.primary() >= images) {
            return;
        }
        var _ = loop.submit(responder -> responder.answer(asked))
                .whenCompleteAsync(
                        (answer, failed) -> {
                            if (failed != null) {
                                works.fail(failed);
                            } else if (workbench.loop() == loop) {
                                workbench.pinned().set(answer);
                                then.accept(answer.metrics());
                            }
                        },
                        window);
    }

    private void tellChange(Session.Pin pin, AttackMetrics now) {
        boolean same = pin.cleanAccuracy().equals(now.cleanAccuracy())
                && pin.attackSuccess().equals(now.attackSuccess())
                && pin.cleanTargetRate().equals(now.cleanTargetRate());
        if (!same) {
            works.fail(new InputException(TEXT.get(
                    "session.pinChanged",
                    pin.attackSuccess().hits(),
                    pin.attackSuccess().n(),
                    now.attackSuccess().hits(),
                    now.attackSuccess().n())));
        }
    }
}
