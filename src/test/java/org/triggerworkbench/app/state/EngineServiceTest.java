package org.triggerworkbench.app.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.EngineFault;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.trigger.Trigger;

/** A change of the device while a scene is open; another number of threads stands for another device. */
class EngineServiceTest {
    private final Workbench workbench = new Workbench();
    private BackgroundTasks works;
    private EngineService engine;

    @BeforeEach
    void openAScene() {
        Fx.start();
        works = new BackgroundTasks(Platform::runLater);
        engine = new EngineService(works, workbench, Platform::runLater);
        LiveRequest request = new LiveRequest("Clean model", "road-signs-clip", null, "road-signs", "stop")
                .withTrigger(Path.of("assets/scenarios/clean-model/trigger.safetensors"), null)
                .withSheet(16, Sample.SEED);
        Fx.run(() -> {
            engine.start(ComputeDevice.CPU, 1);
            engine.open(request, () -> {});
        });
    }

    @AfterEach
    void close() {
        Fx.run(() -> workbench.show(null));
        works.close();
        engine.close();
    }

    private SheetResult answer() {
        Fx.until("an answer", () -> {
            workbench.tick();
            SheetResult answer = workbench.answer().get();
            return answer != null && answer.question().stamp() >= workbench.lastAsked();
        });
        return Fx.call(() -> Objects.requireNonNull(workbench.answer().get()));
    }

    private EngineService.Chosen use(ComputeDevice device, int threads) {
        List<EngineService.Chosen> told = new ArrayList<>();
        Fx.run(() -> engine.use(device, threads, told::add));
        Fx.until("what came of it", () -> !told.isEmpty());
        return told.getFirst();
    }

    @Test
    void thereAndBack_theSameSceneIsAnsweredAlike_andEditsStay() {
        SheetResult first = answer();
        Trigger slow = new Trigger.Sinusoid(0.1f, 2);
        Fx.run(() -> workbench.edit("another trigger", now -> now.trigger = slow));
        SheetResult before = answer();
        assertNotEquals(first.question(), before.question());
        Compute one = engine.opened().join().compute();

        assertTrue(use(ComputeDevice.CPU, 2).done());
        assertEquals(2, engine.opened().join().compute().threads());
        assertSame(engine.opened().join(), Fx.call(() -> engine.engine().get()));
        assertAlike(before, answer());
        Fx.until("the engine before to be closed", () -> one.liveTensors() == 0);

        assertTrue(use(ComputeDevice.CPU, 1).done());
        assertAlike(before, answer());
        Fx.run(() -> workbench.undo().undo());
        assertAlike(first, answer());
    }

    private static void assertAlike(SheetResult expected, SheetResult found) {
        assertArrayEquals(expected.clean().probabilities(), found.clean().probabilities());
        assertArrayEquals(
                Objects.requireNonNull(expected.triggered()).probabilities(),
                Objects.requireNonNull(found.triggered()).probabilities());
        assertEquals(expected.metrics().attackSuccess(), found.metrics().attackSuccess());
    }

    @Test
    void deviceThatIsNotThere_changesNothing() {
        SheetResult before = answer();
        EngineService.Engine open = engine.opened().join();
        EngineService.Chosen chosen = use(new ComputeDevice(99), 1);
        assertFalse(chosen.done());
        assertTrue(chosen.sentence().contains("cuda:99"), chosen.sentence());
        assertTrue(chosen.sentence().endsWith("Still using the processor."), chosen.sentence());
        assertTrue(EngineFault.last().orElseThrow().sentence().contains("cuda:99"));
        assertSame(open, engine.opened().join());
        assertSame(before, Fx.call(() -> workbench.answer().get()));
        Fx.run(() -> workbench.edit("none", now -> now.trigger = null));
        assertFalse(answer().clean().predictions().length == 0);
    }

    @Test
    void underWay_itWaits() {
        answer();
        BackgroundTask run = new BackgroundTask("Training a model", () -> {});
        Fx.run(() -> works.running().add(run));
        EngineService.Chosen chosen = use(ComputeDevice.CPU, 2);
        assertFalse(chosen.done());
        assertTrue(chosen.sentence().contains("Training a model"), chosen.sentence());
        assertEquals(1, engine.opened().join().compute().threads());
    }

    @Test
    void whatIsBegunMeanwhile_waitsForTheNewDevice() {
        answer();
        List<EngineService.Chosen> told = new ArrayList<>();
        Fx.run(() -> {
            LiveRequest scene = workbench.facts().request().withSheet(8, Sample.SEED);
            engine.use(ComputeDevice.CPU, 2, told::add);
            engine.open(scene, () -> {});
        });
        Fx.until("the other sheet", () -> workbench.facts().labels().length == 8);
        assertTrue(told.getFirst().done());
        assertEquals(8, answer().clean().predictions().length);
        assertEquals(2, engine.opened().join().compute().threads());
    }

    @Test
    void dataThatCannotBeUsed_areToldWithoutAnEngine() {
        EngineService none = new EngineService(works, workbench, Platform::runLater);
        List<Throwable> told = new ArrayList<>();
        LiveRequest request = new LiveRequest("Mine", "road-signs-clip", null, "no/such/folder", "stop");
        Fx.run(() -> none.open(request, () -> {}, told::add));
        Fx.until("the fault", () -> !told.isEmpty());
        assertTrue(BackgroundTasks.sentence(told.getFirst()).contains("no/such/folder"));
        assertFalse(none.opened().isDone());
    }
}
