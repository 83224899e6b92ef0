package org.triggerworkbench.app.state;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.LiveSubject;
import org.triggerworkbench.experiment.live.Responder;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** The engine as the window holds it: opened in the background, never waited for. */
public final class EngineService implements AutoCloseable {
    private static final Messages TEXT = Messages.of(EngineService.class);

    private final BackgroundTasks works;
    private final Workbench workbench;
    private final ReadOnlyObjectWrapper<@Nullable Engine> engine = new ReadOnlyObjectWrapper<>();
    private final CompletableFuture<Engine> opened = new CompletableFuture<>();
    private final Executor window;
    private volatile boolean closed;

    /**
     * The open engine.
     *
     * @param compute for work on its threads
     * @param sources models and data by name
     */
    public record Engine(Compute compute, Sources sources) {}

    /** @param window runs a task on the window thread, later */
    public EngineService(BackgroundTasks works, Workbench workbench, Executor window) {
        this.works = works;
        this.workbench = workbench;
        this.window = window;
    }

    /** Starts the engine, which unpacks its natives when it is the first time. */
    public void start(ComputeDevice device, int threads) {
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
                    opened.complete(ready);
                },
                failed -> {
                    works.fail(failed);
                    opened.completeExceptionally(failed);
                });
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

    /** The engine once it is open; null until then. */
    public ReadOnlyObjectProperty<@Nullable Engine> engine() {
        return engine.getReadOnlyProperty();
    }

    /** The engine if it is open, from any thread; null otherwise. */
    public @Nullable Engine openedNow() {
        return opened.isCompletedExceptionally() ? null : opened.getNow(null);
    }

    /** The engine, whenever it will be open. */
    public CompletableFuture<Engine> opened() {
        return opened;
    }

    /**
     * Opens a scene in the background and shows it; what cannot be opened is told and changes nothing.
     *
     * @param shown runs on the window thread when it is shown
     */
    public void open(LiveRequest request, Runnable shown) {
        works.start(
                new BackgroundTask(TEXT.get("work.open", request.title()), null),
                () -> {
                    Engine ready = opened.join();
                    return ready.compute()
                            .inferenceThread()
                            .submit(() -> new LiveLoop(
                                    ready.compute().inferenceThread(),
                                    new Responder(LiveSubject.open(ready.compute(), ready.sources(), request))))
                            .join();
                },
                loop -> {
                    workbench.show(loop);
                    shown.run();
                });
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
        if (opened.isDone() && !opened.isCompletedExceptionally()) {
            opened.join().compute().close();
        }
    }
}
