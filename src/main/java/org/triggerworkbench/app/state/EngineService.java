package org.triggerworkbench.app.state;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.EngineFault;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.LiveSubject;
import org.triggerworkbench.experiment.live.Responder;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.OpenedData;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** The engine as the window holds it: opened in the background, never waited for. */
public final class EngineService implements AutoCloseable {
    private static final Messages TEXT = Messages.of(EngineService.class);

    private final BackgroundTasks works;
    private final Workbench workbench;
    private final ReadOnlyObjectWrapper<@Nullable Engine> engine = new ReadOnlyObjectWrapper<>();
    private volatile CompletableFuture<Engine> opened = new CompletableFuture<>();
    private final Executor window;
    private volatile boolean closed;

    /**
     * The open engine.
     *
     * @param compute for work on its threads
     * @param sources models and data by name
     */
    public record Engine(Compute compute, Sources sources) {}

    /**
     * What came of choosing another device.
     *
     * @param done whether it computes now
     * @param sentence for people
     */
    public record Chosen(boolean done, String sentence) {}

    /** Opened on another device, with what answers for the scene there; null where none is open. */
    private record Ready(Engine engine, @Nullable LiveLoop loop) {
        void close() {
            engine.compute().close();
        }
    }

    /** @param window runs a task on the window thread, later */
    public EngineService(BackgroundTasks works, Workbench workbench, Executor window) {
        this.works = works;
        this.workbench = workbench;
        this.window = window;
    }

    /** Starts the engine, which unpacks its natives when it is the first time. */
    public void start(ComputeDevice device, int threads) {
        CompletableFuture<Engine> opening = opened;
        works.start(
                new BackgroundTask(TEXT.get("work.engine"), null),
                () -> {
                    Compute compute = open(device, threads);
                    if (closed) {
                        compute.close();
                    }
                    return new Engine(compute, new Sources(compute));
                },
                ready -> {
                    engine.set(ready);
                    opening.complete(ready);
                },
                failed -> {
                    works.fail(failed);
                    opening.completeExceptionally(failed);
                });
    }

    /**
     * Computes on another device from now on, without a restart; the open scene is answered there again. What is begun meanwhile
     * waits for it. Nothing changes where that device cannot be used or something is under way. Window thread only.
     *
     * @param threads processor threads an operation may use
     * @param then is told what came of it, on the window thread
     */
    public void use(ComputeDevice device, int threads, Consumer<Chosen> then) {
        if (!works.running().isEmpty()) {
            then.accept(new Chosen(
                    false, TEXT.get("device.busy", works.running().getFirst().title())));
            return;
        }
        Engine before = engine.get();
        LiveLoop loop = workbench.loop();
        LiveRequest scene = loop == null ? null : loop.facts().request();
        CompletableFuture<Engine> opening = new CompletableFuture<>();
        opened = opening;
        works.start(
                new BackgroundTask(TEXT.get("work.device", name(device)), null),
                () -> ready(device, threads, scene),
                ready -> {
                    if (closed || loop != workbench.loop()) {
                        // A and B have changed places meanwhile, or the window is closing.
                        works.quietly(() -> closed(ready), _ -> {}, works::fail);
                        stay(before, opening, new InputException(TEXT.get("device.moved")));
                        then.accept(new Chosen(false, TEXT.get("device.moved")));
                        return;
                    }
                    if (ready.loop() != null) {
                        workbench.answerBy(ready.loop());
                    }
                    engine.set(ready.engine());
                    opening.complete(ready.engine());
                    if (before != null) {
                        works.quietly(() -> closed(new Ready(before, null)), _ -> {}, works::fail);
                    }
                    then.accept(new Chosen(true, TEXT.get("device.chosen", name(device))));
                },
                failed -> {
                    EngineFault.keep(BackgroundTasks.sentence(failed));
                    stay(before, opening, failed);
                    then.accept(new Chosen(
                            false,
                            before == null
                                    ? BackgroundTasks.sentence(failed)
                                    : TEXT.get(
                                            "device.stays",
                                            name(device),
                                            name(before.compute().device()))));
                });
    }

    private static void stay(@Nullable Engine before, CompletableFuture<Engine> opening, Throwable failed) {
        if (before == null) {
            opening.completeExceptionally(failed);
        } else {
            opening.complete(before);
        }
    }

    /** On a worker. */
    private Ready ready(ComputeDevice device, int threads, @Nullable LiveRequest scene) {
        Compute compute = Compute.open(device, threads);
        Engine made = new Engine(compute, new Sources(compute));
        try {
            return new Ready(made, scene == null ? null : loop(made, scene, scene.openData()));
        } catch (RuntimeException | Error e) {
            compute.close();
            throw e;
        }
    }

    private static boolean closed(Ready ready) {
        ready.close();
        return true;
    }

    /** A device in a sentence. */
    private static String name(ComputeDevice device) {
        return device.isCuda() ? TEXT.get("device.card", device) : TEXT.get("device.processor");
    }

    /** Opens a scene on the engine's inference thread and waits for it. */
    private static LiveLoop loop(Engine ready, LiveRequest request, OpenedData data) {
        return ready.compute()
                .inferenceThread()
                .submit(() -> new LiveLoop(
                        ready.compute().inferenceThread(),
                        new Responder(LiveSubject.open(ready.compute(), ready.sources(), request, data))))
                .join();
    }

    /** On the processor where the card or the libraries that were chosen cannot be used, and says so. */
    private Compute open(ComputeDevice device, int threads) {
        try {
            return Compute.open(device, threads);
        } catch (InputException e) {
            String libtorch = StartSetting.LIBTORCH.inUse();
            boolean chosen = !libtorch.isEmpty() && !StartSetting.LIBTORCH.isGiven();
            if (!device.isCuda() && !chosen) {
                throw e;
            }
            Compute compute = onProcessor(threads, chosen);
            String sentence = chosen && System.getProperty(StartSetting.LIBTORCH.property()) == null
                    ? TEXT.get("engine.libtorch", libtorch)
                    : TEXT.get("engine.fallback", device);
            window.execute(() -> works.fail(new InputException(sentence, e)));
            return compute;
        }
    }

    /** With the libraries that were chosen where those will do, else with the workbench's own. */
    private static Compute onProcessor(int threads, boolean chosen) {
        try {
            return Compute.open(ComputeDevice.CPU, threads);
        } catch (InputException e) {
            if (!chosen) {
                throw e;
            }
            System.clearProperty(StartSetting.LIBTORCH.property());
            return Compute.open(ComputeDevice.CPU, threads);
        }
    }

    /** The engine once it is open, another one after {@link #use}; null until then. */
    public ReadOnlyObjectProperty<@Nullable Engine> engine() {
        return engine.getReadOnlyProperty();
    }

    /** The engine if it is open, from any thread; null otherwise. */
    public @Nullable Engine openedNow() {
        CompletableFuture<Engine> now = opened;
        return now.isCompletedExceptionally() ? null : now.getNow(null);
    }

    /** The engine, whenever it will be open; to be asked for anew each time, since the device may change. */
    public CompletableFuture<Engine> opened() {
        return opened;
    }

    /**
     * Opens a scene in the background and shows it; what cannot be opened is told and changes nothing.
     *
     * @param shown runs on the window thread when it is shown
     */
    public void open(LiveRequest request, Runnable shown) {
        open(request, shown, works::fail);
    }

    /** As the other, with a failure handed to the window thread instead of told. */
    public void open(LiveRequest request, Runnable shown, Consumer<Throwable> failed) {
        works.start(
                new BackgroundTask(TEXT.get("work.open", request.title()), null),
                () -> {
                    // While the engine is perhaps still being loaded.
                    OpenedData data = request.openData();
                    return loop(opened.join(), request, data);
                },
                loop -> {
                    workbench.show(loop);
                    shown.run();
                },
                failed);
    }

    /**
     * Opens a scene in the background without showing it, to stand beside the one shown; what cannot be held against that one
     * is told and changes nothing.
     *
     * @param first what is shown
     * @param opened is given the second on the window thread, which must close it
     */
    public void openBeside(SubjectFacts first, LiveRequest request, Consumer<LiveLoop> opened) {
        works.start(
                new BackgroundTask(TEXT.get("work.open", request.title()), null),
                () -> {
                    Engine ready = this.opened.join();
                    return ready.compute()
                            .inferenceThread()
                            .submit(() -> {
                                LiveSubject second = LiveSubject.open(ready.compute(), ready.sources(), request);
                                try {
                                    first.requireComparable(second.facts());
                                } catch (InputException e) {
                                    second.close();
                                    throw e;
                                }
                                return new LiveLoop(ready.compute().inferenceThread(), new Responder(second));
                            })
                            .join();
                },
                opened);
    }

    /** Runs a task on the window thread, later. */
    public Executor window() {
        return window;
    }

    /** Closes scene and engine and waits for their threads; not on the window thread. */
    @Override
    public void close() {
        closed = true;
        Engine open = openedNow();
        if (open != null) {
            open.compute().close();
        }
    }
}
