package org.triggerworkbench.app.training;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.attack.Attack;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.defense.Defenses;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/** A workbench with the bundled model open and a checkerboard in the corner; the test's thread is the window thread. */
public final class OpenWorkbench implements AutoCloseable {
    private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();
    private final List<RunModel> runs = new ArrayList<>();
    public final BackgroundTasks works = new BackgroundTasks(later::add);
    public final Workbench workbench = new Workbench();
    public final EngineService room = new EngineService(works, workbench, later::add);

    /** Starts the engine and opens the scene. */
    public static OpenWorkbench open(int batch) {
        OpenWorkbench open = new OpenWorkbench();
        open.room.start(ComputeDevice.CPU, 2);
        boolean[] shown = {false};
        open.room.open(
                new LiveRequest("test", "road-signs-clip", null, "road-signs-shifted", "stop")
                        .withSheet(batch, Sample.SEED),
                () -> shown[0] = true);
        open.until("the scene is open", () -> shown[0], () -> {});
        open.workbench.trigger().set(corner());
        return open;
    }

    public static Trigger.Patch corner() {
        return Trigger.Patch.of(
                PatchPatterns.checkerboard(8, 2),
                1,
                Placement.named("bottom-right", new Placement.Room(64, 64, 8, 8), 0));
    }

    TrainingModel model(RunMachine machine, Path home) {
        return new TrainingModel(
                workbench,
                room,
                run(machine, home),
                "train",
                Stream.<Method>concat(Attacks.all().stream(), Defenses.all().stream())
                        .toList(),
                Map.of());
    }

    public RunModel run(RunMachine machine, Path home) {
        RunModel run = new RunModel(machine, works, home, () -> Instant.EPOCH);
        runs.add(run);
        return run;
    }

    static Attack attack(String id) {
        return Attacks.named(id);
    }

    /** Does what waits for the window thread. */
    public void drain() {
        for (Runnable task = later.poll(); task != null; task = later.poll()) {
            task.run();
        }
    }

    /** Ticks until something holds; fails after 20 seconds. */
    public void until(String what, BooleanSupplier holds, Runnable tick) {
        until(what, holds, tick, 20);
    }

    /** As the other, for so many seconds. */
    public void until(String what, BooleanSupplier holds, Runnable tick, int seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!holds.getAsBoolean()) {
            drain();
            workbench.tick();
            tick.run();
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for: " + what + "; last error "
                        + works.lastError().get());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Breaks off what runs and waits until its workers write no more; call it before a test's folder is deleted. */
    public void settle() {
        runs.forEach(RunModel::close);
        until("nothing runs", works.running()::isEmpty, () -> {});
    }

    static List<Double> firstLosses(RunCurves curves, String series, int count) {
        double[] all = curves.losses().points(series).ys();
        return java.util.Arrays.stream(all, 0, count).boxed().toList();
    }

    @Override
    public void close() {
        runs.forEach(RunModel::close);
        workbench.show(null);
        room.close();
        works.close();
    }
}
