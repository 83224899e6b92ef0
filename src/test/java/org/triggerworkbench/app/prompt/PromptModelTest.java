package org.triggerworkbench.app.prompt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.FakeFacts;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;

class PromptModelTest {
    private final BlockingQueue<Runnable> window = new LinkedBlockingQueue<>();
    private final BackgroundTasks works = new BackgroundTasks(window::add);
    private final Workbench workbench = new Workbench();
    private long now;
    private final PromptModel model = new PromptModel(workbench, works, () -> now);

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        workbench.show(FakeFacts.scene(List.of("stop", "yield"), 4), null);
    }

    @AfterEach
    void close() {
        works.close();
    }

    /** Does what a background work hands to the window. */
    private void arrive() throws InterruptedException {
        Objects.requireNonNull(window.poll(20, TimeUnit.SECONDS)).run();
    }

    private PromptState prompt(float value, PromptShape shape) {
        PromptLayout layout =
                PromptLayout.of(shape, PromptLayout.Mode.ADD, workbench.facts().input());
        float[] values = new float[3 * 64];
        Arrays.fill(values, value);
        return new PromptState(layout, HostTensor.of(values, 3, 8, 8), null, 0);
    }

    private void pause() {
        now += 100_000_000;
        model.tick();
    }

    @Test
    void words_becomeTheWordingAfterAPause_andOneTypingIsOneStep() {
        Object typing = new Object();
        model.words().editTemplate("a {}", typing);
        model.words().editTemplate("a {} s", typing);
        model.words().editTemplate("a {} sign", typing);
        model.tick();
        assertNull(workbench.wording().get(), "still typing");
        pause();
        assertEquals(
                List.of(List.of("a stop sign"), List.of("a yield sign")),
                Objects.requireNonNull(workbench.wording().get()).sentences());
        workbench.undo().undo();
        pause();
        assertEquals("a photo of a {}", model.words().words().get().template());
        assertNull(workbench.wording().get(), "the data's own words");
        assertFalse(workbench.undo().canUndo().get());
    }

    @Test
    void words_comeBackFromTheirFile() throws InterruptedException {
        Path file = folder.resolve("words.json");
        model.words().editTemplate("a {} sign", new Object());
        model.words().editName(1, "give way", new Object());
        TextPromptEdit saved = model.words().words().get();
        model.saveWords(file);
        arrive();
        assertEquals(
                List.of(List.of("a stop sign"), List.of("a give way sign")),
                PromptFiles.readText(file).sentences(List.of("stop", "yield")));
        model.words().reset();
        model.openWords(file);
        arrive();
        assertEquals(saved, model.words().words().get());
        assertEquals("", works.lastError().get());
    }

    @Test
    void badWords_areToldAndChangeNothing() {
        model.words().editName(1, "give way", new Object());
        pause();
        var good = workbench.wording().get();
        assertNotNull(good);
        model.words().editTemplate("no place", new Object());
        pause();
        assertTrue(
                model.words().fault().get().contains("{}"),
                model.words().fault().get());
        assertSame(good, workbench.wording().get());
        model.words().editTemplate("a {}", new Object());
        model.words().editName(0, " ", new Object());
        pause();
        assertTrue(
                model.words().fault().get().startsWith("stop"),
                model.words().fault().get());
        model.words().reset();
        pause();
        assertEquals("", model.words().fault().get());
        assertNull(workbench.wording().get());
    }

    @Test
    void strength_scalesTheValues_andADragIsOneStep() {
        PromptState start = prompt(0.5f, new PromptShape.Frame(2));
        workbench.backdooredPrompt().set(start);
        Object drag = new Object();
        for (double value : new double[] {1.2, 1.6, 2}) {
            model.strength(value, drag);
        }
        PromptState strong = Objects.requireNonNull(workbench.backdooredPrompt().get());
        assertEquals(1f, strong.values().floats()[0], 1e-6f);
        workbench.undo().undo();
        assertSame(start, workbench.backdooredPrompt().get());
        workbench.undo().redo();
        assertEquals(
                1f,
                Objects.requireNonNull(workbench.backdooredPrompt().get())
                        .values()
                        .floats()[0],
                1e-6f);
        model.strength(1, new Object());
        assertSame(start, workbench.backdooredPrompt().get(), "strength 1 is the prompt itself");
    }

    @Test
    void aTrainingsValues_takeTheStrengthBackToOne() {
        workbench.backdooredPrompt().set(prompt(0.5f, new PromptShape.Frame(2)));
        model.strength(0.4, new Object());
        workbench.backdooredPrompt().set(prompt(0.25f, new PromptShape.Frame(2)));
        assertEquals(
                1,
                Objects.requireNonNull(model.prompt(PromptChoice.BACKDOORED).get())
                        .strength());
    }

    @Test
    void create_putsZerosInFront_andUndoTakesThemAway() {
        model.slot().set(PromptChoice.CLEAN);
        model.create(new PromptShape.Patch(1, 2, 3, 4));
        PromptState made = Objects.requireNonNull(workbench.cleanPrompt().get());
        assertEquals(new PromptShape.Patch(1, 2, 3, 4), made.layout().shape());
        assertArrayEquals(new float[3 * 64], made.values().floats());
        assertEquals(PromptChoice.CLEAN, workbench.promptChoice().get());
        workbench.undo().undo();
        assertNull(workbench.cleanPrompt().get());
        assertEquals(PromptChoice.NONE, workbench.promptChoice().get());
    }

    @Test
    void shape_keepsTheValues() {
        PromptState start = prompt(0.5f, new PromptShape.Frame(2));
        workbench.backdooredPrompt().set(start);
        model.shape(new PromptShape.Frame(3), new Object());
        PromptState wider = Objects.requireNonNull(workbench.backdooredPrompt().get());
        assertEquals(new PromptShape.Frame(3), wider.layout().shape());
        assertEquals(start.values(), wider.values());
    }

    @Test
    void saveAndOpen_giveTheSamePrompt() throws InterruptedException {
        workbench.backdooredPrompt().set(prompt(0.5f, new PromptShape.Frame(2)));
        model.strength(0.5, new Object());
        Path file = folder.resolve("p.safetensors");
        model.save(file);
        arrive();
        model.slot().set(PromptChoice.CLEAN);
        model.open(file);
        arrive();
        PromptState read = Objects.requireNonNull(workbench.cleanPrompt().get());
        assertEquals(0.25f, read.values().floats()[0], 1e-7f);
        assertEquals(new PromptShape.Frame(2), read.layout().shape());
        assertEquals(PromptChoice.CLEAN, workbench.promptChoice().get());
    }

    @Test
    void open_whatIsNoPrompt_isToldAndChangesNothing() throws InterruptedException {
        model.open(folder.resolve("absent.safetensors"));
        arrive();
        assertTrue(
                works.lastError().get().contains("absent.safetensors"),
                works.lastError().get());
        assertNull(workbench.backdooredPrompt().get());
    }

    @Test
    void difference_isOfWhatThePromptsPutOnThePicture() {
        EditedPrompt a = EditedPrompt.of(prompt(0.5f, new PromptShape.Frame(2)));
        EditedPrompt b = EditedPrompt.of(prompt(-0.5f, new PromptShape.Frame(1)));
        PromptPixels.Difference found = PromptPixels.difference(a, b);
        // Values times the standard deviation 0.25, in the outer ring of both; only a's in the second ring.
        assertEquals(0.25, found.largest(), 1e-6);
        assertEquals(0xffffffff, found.pixels()[0]);
        assertEquals(0xff808080, found.pixels()[8 + 1]);
        assertEquals(0xff000000, found.pixels()[3 * 8 + 3]);
    }
}
