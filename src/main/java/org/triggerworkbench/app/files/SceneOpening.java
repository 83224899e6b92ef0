package org.triggerworkbench.app.files;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.Bench;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.LiveSubject;
import org.triggerworkbench.experiment.live.Responder;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.model.load.SeveralOutputsException;
import org.triggerworkbench.text.Causes;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;

/** Opens the first of several requests that can be opened; until it is there, what is open stays. */
final class SceneOpening {
    private static final Logger LOG = LoggerFactory.getLogger(SceneOpening.class);
    private final EngineService engine;
    private final Workbench workbench;
    private final BackgroundTasks works;

    SceneOpening(EngineService engine, Workbench workbench, BackgroundTasks works) {
        this.engine = engine;
        this.workbench = workbench;
        this.works = works;
    }

    private record Ready(LiveLoop loop, @Nullable Trigger trigger) {}

    /**
     * Opens and shows a scene.
     *
     * @param requests tried in this order; the fault of the last is told
     * @param trigger makes a trigger that is on no file, for the scene's input; may give null
     * @param shown is given what was on the bench until then, on the window thread, when it is shown
     * @param failed is given the sentence where none can be opened
     */
    void open(
            List<LiveRequest> requests,
            Function<SubjectFacts, @Nullable Trigger> trigger,
            Consumer<Bench> shown,
            Consumer<Throwable> failed) {
        load(
                requests,
                trigger,
                ready -> {
                    Bench before = workbench.bench().get();
                    workbench.show(ready.loop());
                    if (ready.trigger() != null) {
                        workbench.trigger().set(ready.trigger());
                    }
                    shown.accept(before);
                },
                failed);
    }

    /**
     * Shows other images of what is open; nothing happens where something else is open by then.
     *
     * @param shown is given what was on the bench until then, on the window thread, when they are shown
     */
    void sheet(LiveRequest request, Consumer<Bench> shown, Consumer<Throwable> failed) {
        load(
                List.of(request),
                _ -> null,
                ready -> {
                    Bench before = workbench.bench().get();
                    SubjectFacts facts = ready.loop().facts();
                    if (facts.isSameSubject(before.scene())) {
                        workbench.showSheet(facts, ready.loop());
                        shown.accept(before);
                    } else {
                        ready.loop().close();
                    }
                },
                failed);
    }

    private void load(
            List<LiveRequest> requests,
            Function<SubjectFacts, @Nullable Trigger> trigger,
            Consumer<Ready> put,
            Consumer<Throwable> failed) {
        String title = requests.getFirst().title();
        works.start(
                new BackgroundTask(Messages.of(SceneOpening.class).get("work.open", title), null),
                () -> {
                    EngineService.Engine ready = engine.opened().join();
                    return ready.compute()
                            .inferenceThread()
                            .submit(() -> first(ready, requests, trigger))
                            .join();
                },
                put,
                fault -> failed.accept(Causes.of(fault)));
    }

    private static Ready first(
            EngineService.Engine ready, List<LiveRequest> requests, Function<SubjectFacts, @Nullable Trigger> trigger) {
        InputException fault = null;
        for (LiveRequest request : requests) {
            try {
                LiveSubject scene = LiveSubject.open(ready.compute(), ready.sources(), request);
                try {
                    Trigger made = trigger.apply(scene.facts());
                    return new Ready(new LiveLoop(ready.compute().inferenceThread(), new Responder(scene)), made);
                } catch (RuntimeException e) {
                    scene.close();
                    throw e;
                }
            } catch (SeveralOutputsException e) {
                // Leaving out more does not tell it.
                throw e;
            } catch (InputException e) {
                LOG.info("not opened as {}", request, e);
                fault = e;
            }
        }
        throw fault == null ? new IllegalArgumentException("no request") : fault;
    }
}
