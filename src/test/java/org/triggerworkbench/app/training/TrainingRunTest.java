package org.triggerworkbench.app.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.FakeFacts;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.state.Bench;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.defense.Defenses;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;

/** Real runs on the bundled model, tiny ones, driven as the window drives them. */
class TrainingRunTest {
    private static OpenWorkbench open;

    @TempDir
    Path home;

    @BeforeAll
    static void openWorkbench() {
        open = OpenWorkbench.open(16);
    }

    @AfterEach
    void settle() {
        open.settle();
    }

    @AfterAll
    static void close() {
        open.close();
    }

    private TrainingModel tiny() {
        return tiny(open);
    }

    private TrainingModel tiny(OpenWorkbench open) {
        TrainingModel model = open.model(new EngineMachine(open.room), home);
        model.setup().settings().set(RunSettings.TRAIN, 64.0, null);
        model.setup().settings().set(RunSettings.EPOCHS, 2.0, null);
        model.setup().settings().set(RunSettings.VALIDATION, 16.0, null);
        model.setup().settings().set(RunSettings.TEST, 32.0, null);
        return model;
    }

    @Test
    void playSeeds_runsFive_andTellsTheirSpread() {
        TrainingModel model = tiny();
        model.setup().settings().set(RunSettings.EPOCHS, 1.0, null);
        List<String> told = new ArrayList<>();
        model.status().banner().addListener((_, _, now) -> told.add(now));
        model.playSeeds();
        // What is set in the meantime is for the next run.
        model.setup().settings().set(RunSettings.TRAIN, 32.0, null);
        open.until("five seeds", () -> model.seriesSummary().get().startsWith("5 of 5 seeds"), model::tick, 120);
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L),
                model.run().results().stream().map(RunResult::seed).toList());
        assertEquals(
                List.of(64, 64, 64, 64, 64),
                model.run().results().stream()
                        .map(found -> RunFolder.open(found.folder())
                                .experiment()
                                .data()
                                .train())
                        .toList());
        assertTrue(told.stream().anyMatch(words -> words.startsWith("Seed 1 of 5. ")), told.toString());
        assertTrue(told.stream().anyMatch(words -> words.startsWith("Seed 5 of 5. ")), told.toString());
        assertEquals(1, model.setup().seed().get());
        assertEquals(5, model.rates().band().size());
        assertNothingCutOff(model);
        for (int tick = 0; tick < 5; tick++) {
            model.tick();
        }
        assertEquals(RunModel.State.DONE, model.run().state().get());
        // Another run is none of the series.
        model.play();
        assertEquals("", model.seriesSummary().get());
        assertTrue(model.rates().band().isEmpty());
    }

    /** What a series found is a long sentence, and its last figure says as much as its first. */
    private static void assertNothingCutOff(TrainingModel model) {
        Label words = Fx.call(() -> {
            Scene scene = Fx.scene(new VBox(new RunStrip(model)), 420, 200, new Theme(), false);
            return (Label) scene.lookup("#run-series");
        });
        assertEquals(words.getText(), Fx.call(() -> ((Text) words.lookup(".text")).getText()));
    }

    @Test
    void quick_asksForLess_andSaysSo() {
        TrainingModel model = open.model(new EngineMachine(open.room), home);
        model.setup().settings().set(RunSettings.TRAIN, 5000.0, null);
        model.setup().settings().set(RunSettings.EPOCHS, 20.0, null);
        assertEquals(5000, model.plan().experiment().data().train());
        model.quick().set(true);
        model.tick();
        assertTrue(
                model.status().line().get().startsWith("quick run"),
                model.status().line().get());
        assertEquals(640, model.plan().experiment().data().train());
        assertEquals(2, model.plan().experiment().training().epochs());
        assertTrue(model.plan().experiment().name().endsWith("-quick"));
    }

    /** The tasks cancel a run too, and then its view has no button that takes back what it showed. */
    @Test
    void undo_takesAwayWhatACancelledRunShowed() {
        TrainingModel model = tiny();
        Bench before = open.workbench.bench().get();
        open.workbench.undo().clear();
        model.play();
        open.until(
                "weights of the run",
                () -> !Objects.equals(open.workbench.backdooredPrompt().get(), before.backdooredPrompt()),
                () -> {
                    model.tick();
                    model.run().pause();
                });
        assertFalse(open.workbench.undo().canUndo().get(), "a run that goes on is no edit");
        open.works.running().getFirst().cancel();
        open.until("the end", () -> model.run().state().get() == RunModel.State.IDLE, model::tick);
        PromptState left = open.workbench.backdooredPrompt().get();
        assertNotSame(before.backdooredPrompt(), left);
        open.workbench.undo().undo();
        assertSame(before.backdooredPrompt(), open.workbench.backdooredPrompt().get());
        assertEquals(before.promptChoice(), open.workbench.promptChoice().get());
        open.workbench.undo().redo();
        assertSame(left, open.workbench.backdooredPrompt().get());
        model.reset();
        assertSame(before.backdooredPrompt(), open.workbench.backdooredPrompt().get());
        open.workbench.undo().undo();
        assertSame(left, open.workbench.backdooredPrompt().get(), "nothing is undone without being seen");
        open.workbench.undo().undo();
        assertSame(before.backdooredPrompt(), open.workbench.backdooredPrompt().get());
        open.workbench.undo().clear();
    }

    @Test
    void step_thenReset_givesTheSameFirstLosses() throws IOException {
        TrainingModel model = tiny();
        RunModel run = model.run();
        model.step();
        RunCurves first = run.curves().get();
        open.until("one step", () -> steps(first) == 1, model::tick);
        model.tick();
        assertEquals(RunModel.State.PAUSED, run.state().get());
        assertEquals("attack: paused at step 1 of 4", model.status().line().get());
        assertEquals(
                "attack: paused at step 1 of 4",
                open.works.running().getFirst().progress().note());
        model.step();
        open.until("two steps", () -> steps(first) == 2, model::tick);
        long seed = model.setup().seed().get();
        model.reset();
        assertEquals(RunModel.State.IDLE, run.state().get());
        assertEquals(seed, model.setup().seed().get());
        assertEquals(0, run.curves().get().losses().version());
        model.step();
        RunCurves second = run.curves().get();
        open.until("one step again", () -> steps(second) == 1, model::tick);
        model.step();
        open.until("two steps again", () -> steps(second) == 2, model::tick);
        assertEquals(
                OpenWorkbench.firstLosses(first, RunCurves.CLEAN, 2),
                OpenWorkbench.firstLosses(second, RunCurves.CLEAN, 2));
        assertEquals(List.of(first), run.earlier());
        model.reseed();
        assertNotEquals(seed, model.setup().seed().get());
        model.step();
        RunCurves third = run.curves().get();
        open.until("another seed", () -> steps(third) == 1, model::tick);
        assertNotEquals(
                OpenWorkbench.firstLosses(first, RunCurves.CLEAN, 1),
                OpenWorkbench.firstLosses(third, RunCurves.CLEAN, 1));
        model.reset();
        try (Stream<Path> folders = Files.list(home.resolve("runs"))) {
            assertEquals(3, folders.count());
        }
    }

    private static int steps(RunCurves curves) {
        return curves.losses().points(RunCurves.CLEAN).size();
    }

    @Test
    void play_trainsBothPhasesShowsThemLiveAndGivesAResult() {
        TrainingModel model = tiny();
        RunModel run = model.run();
        Object trigger = open.workbench.trigger().get();
        model.play();
        model.play();
        assertEquals(RunModel.State.PAUSED, run.state().get());
        model.play();
        // What is under way is told as it is to its end, not by the last step of the training.
        List<String> told = new ArrayList<>();
        open.until("the end", () -> !run.state().get().isActive(), () -> {
            model.tick();
            open.works.running().forEach(work -> told.add(work.progress().note()));
        });
        assertTrue(told.contains("measuring on 32 test images"), told.toString());
        assertEquals("", run.failure().get());
        RunResult.Attacked result =
                assertInstanceOf(RunResult.Attacked.class, run.result().get());
        assertEquals(List.of(result), run.results());
        assertEquals(32, result.accuracy().n());
        assertTrue(result.success().n() < 32
                && result.success().n() == result.control().n());
        RunCurves curves = run.curves().get();
        assertEquals(4, curves.losses().points(RunCurves.CONTROL).size());
        assertEquals(4, curves.losses().points(RunCurves.CLEAN).size());
        assertEquals(4, curves.losses().points(RunCurves.POISONED).size());
        assertEquals(2, curves.rates().points(RunCurves.SUCCESS).size());
        assertEquals(2, curves.rates().points(RunCurves.CONTROL).size());
        // The window follows: its prompts are those of the run's last step.
        PromptState shown =
                Objects.requireNonNull(open.workbench.backdooredPrompt().get());
        assertEquals(4, shown.step());
        assertEquals(PromptChoice.BACKDOORED, open.workbench.promptChoice().get());
        assertTrue(RunFolder.open(result.folder()).isFinished());
        // Taking it is an edit; undone, the window is as before the run.
        model.take();
        assertNotNull(open.workbench.backdooredPrompt().get());
        open.workbench.undo().undo();
        assertEquals(PromptChoice.NONE, open.workbench.promptChoice().get());
        assertEquals(trigger, open.workbench.trigger().get());
        List<WhyLow.Line> lines = model.whyLow();
        assertTrue(lines.size() >= 12, lines::toString);
        assertEquals("3 of 64 training images, 4.7%", lines.getFirst().fact());
        assertEquals(WhyLow.Verdict.LOOK, lines.getFirst().verdict());
    }

    /** Its curves and result are not shown there; "Again" and "done" would speak of what nobody sees. */
    @Test
    void aRunThatEndedInAnotherScene_isNoneHere() {
        try (OpenWorkbench own = OpenWorkbench.open(16)) {
            TrainingModel model = tiny(own);
            model.play();
            own.until("the end", () -> !model.run().state().get().isActive(), model::tick);
            assertEquals(RunModel.State.DONE, model.status().stateHere().get());
            assertEquals(
                    "done; measured on the test images", model.status().line().get());
            own.workbench.show(FakeFacts.scene(List.of("stop", "yield"), 4), null);
            model.tick();
            assertEquals(RunModel.State.DONE, model.run().state().get());
            assertEquals(RunModel.State.IDLE, model.status().stateHere().get());
            assertTrue(
                    model.status().line().get().startsWith("ready: "),
                    model.status().line().get());
            assertEquals("on CPU, 2 threads", model.status().gauges().get());
        }
    }

    @Test
    void reset_showsAgainWhatWasShownBeforeTheRun() {
        TrainingModel model = tiny();
        Object trigger = open.workbench.trigger().get();
        model.play();
        open.until("it is followed", () -> open.workbench.backdooredPrompt().get() != null, model::tick);
        model.reset();
        assertNull(open.workbench.backdooredPrompt().get());
        assertNull(open.workbench.cleanPrompt().get());
        assertEquals(PromptChoice.NONE, open.workbench.promptChoice().get());
        assertEquals(trigger, open.workbench.trigger().get());
    }

    @Test
    void run_isStillForWhatIsOpen_afterAnotherSampleIsShown() {
        TrainingModel model = tiny();
        model.play();
        open.until("it runs", () -> model.run().state().get() == RunModel.State.RUNNING, model::tick);
        boolean[] shown = {false};
        open.room.open(open.workbench.facts().request().withSheet(16, 7), () -> shown[0] = true);
        open.until("another sample", () -> shown[0], model::tick);
        open.workbench.trigger().set(OpenWorkbench.corner());
        open.until("the end", () -> !model.run().state().get().isActive(), model::tick);
        model.tick();
        assertEquals(
                4,
                Objects.requireNonNull(open.workbench.backdooredPrompt().get()).step());
        model.take();
        assertEquals("Use what a run trained", open.workbench.undo().undoLabel().get());
        model.reset();
        open.workbench.undo().undo();
        assertEquals(PromptChoice.NONE, open.workbench.promptChoice().get());
    }

    @Test
    void plantedDefence_judgesWhatIsOpenAndTellsItsVerdict() {
        TrainingModel model = tiny();
        model.setup().choose(Defenses.named("planted-detection"));
        assertEquals("", model.setup().obstacle().get());
        model.setup().form().set("seeds", 1.0, null);
        PromptState prompt = new PromptState(
                PromptLayout.of(
                        new PromptShape.Frame(8),
                        PromptLayout.Mode.ADD,
                        open.workbench.facts().input()),
                HostTensor.of(new float[3 * 64 * 64], 3, 64, 64),
                null,
                0);
        open.workbench.change(now -> {
            now.cleanPrompt = prompt;
            now.promptChoice = PromptChoice.CLEAN;
        });
        model.play();
        open.until("the verdict", () -> !model.run().state().get().isActive(), model::tick);
        assertEquals("", model.run().failure().get());
        RunResult.Defended found =
                assertInstanceOf(RunResult.Defended.class, model.run().result().get());
        assertTrue(found.headline().contains("threshold 0.50"), found.headline());
        RunFolder folder = RunFolder.open(found.folder());
        assertTrue(folder.isFinished());
        // The prompt that is on is judged with the model.
        assertTrue(folder.experiment().prompt().file().contains("prompts"), folder.experiment()::toString);
        assertEquals(List.of(), model.whyLow());
        open.workbench.change(now -> {
            now.cleanPrompt = null;
            now.promptChoice = PromptChoice.NONE;
        });
    }

    @Test
    void blended_isRefusedWithItsReasonWhereTheTriggerIsAPatch() {
        TrainingModel model = tiny();
        model.setup().choose(Attacks.named("blended"));
        assertTrue(
                model.setup().obstacle().get().contains("picture"),
                model.setup().obstacle().get());
    }

    @Test
    void play_tellsInPlaceWhyARunFails() {
        RunMachine broken = (_, _, _, _) -> {
            throw new org.triggerworkbench.text.InputException("The file x is damaged; open another one.");
        };
        TrainingModel failing = open.model(broken, home);
        failing.play();
        open.until("the failure", () -> !failing.run().state().get().isActive(), failing::tick);
        assertEquals(RunModel.State.FAILED, failing.run().state().get());
        assertEquals(
                "The file x is damaged; open another one.",
                failing.run().failure().get());
        failing.play();
        assertTrue(failing.run().state().get().isActive());
        open.until("the second failure", () -> !failing.run().state().get().isActive(), failing::tick);
    }
}
