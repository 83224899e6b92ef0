package org.triggerworkbench.app.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.prefs.BackingStoreException;
import java.util.prefs.Preferences;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Inline;
import org.triggerworkbench.app.session.SessionFlow;
import org.triggerworkbench.app.session.ViewState;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Npy;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.data.DataReading;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.experiment.scenario.Scenario;
import org.triggerworkbench.experiment.scenario.Scenarios;
import org.triggerworkbench.model.HandWrittenModule;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.model.load.SeveralOutputsException;
import org.triggerworkbench.model.network.ArchitectureGuess;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/** Things are opened with a real engine, without a window. */
class OpenFlowTest {
    private static final Path PHOTO = Path.of("assets/scenarios/clean-model/before.png");

    private final Path folder;
    private final Inline window = new Inline();
    private final BackgroundTasks works = new BackgroundTasks(window);
    private final Workbench workbench = new Workbench();
    private final EngineService engine = new EngineService(works, workbench, window);
    private final Preferences node = Preferences.userRoot().node("org/triggerworkbench/test-" + UUID.randomUUID());
    private final Settings settings = new Settings(node);
    private final View view = new View();
    private final SessionFlow sessions = new SessionFlow(workbench, engine, works, view);
    private final Told person = new Told();
    private final List<Path> matrices = new ArrayList<>();
    private final OpenFlow flow;

    OpenFlowTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Path user = Files.createDirectory(folder.resolve("user"));
        flow = new OpenFlow(workbench, engine, works, settings, person, sessions, user, () -> {}, matrices::add);
    }

    private static final class View implements ViewState {
        private Map<String, String> state = Map.of("tab", "runs");

        @Override
        public Map<String, String> save() {
            return state;
        }

        @Override
        public void restore(Map<String, String> saved) {
            state = saved;
        }
    }

    /** The person of this test: a photo shows a stop sign. */
    private static final class Told implements Questions {
        private final List<String> faults = new ArrayList<>();
        private boolean trusts;
        private @Nullable ModelQuestion asked;
        private @Nullable ImagesQuestion about;
        private @Nullable ImagesWish wish;
        private final List<OutputQuestion> offered = new ArrayList<>();
        private @Nullable String output;

        /** First they take it for another network, and then believe the guess. */
        @Override
        public void model(ModelQuestion question, ModelAttempt attempt) {
            asked = question;
            attempt.open(question.card("cifar-resnet110", "", "32", "0", "1"), () -> faults.add("fits"), fault -> {
                faults.add(fault);
                attempt.open(question.card("cifar-resnet20", "", "32", "0", "1"), () -> true, faults::add);
            });
        }

        @Override
        public boolean trust(Path file, String findings) {
            faults.add(findings);
            return trusts;
        }

        @Override
        public Optional<String> output(OutputQuestion question) {
            offered.add(question);
            return Optional.ofNullable(output);
        }

        @Override
        public Optional<String> photo(PhotoPreview photo) {
            return Optional.of("stop");
        }

        @Override
        public Optional<PromptChoice> prompt(Path file) {
            return Optional.of(PromptChoice.BACKDOORED);
        }

        @Override
        public Optional<ImagesWish> data(ImagesQuestion question) {
            about = question;
            return Optional.ofNullable(wish);
        }
    }

    @BeforeEach
    void start() {
        engine.start(ComputeDevice.CPU, 1);
        engine.open(
                new LiveRequest("Signs", "road-signs-clip", null, "road-signs", "stop").withSheet(12, Sample.SEED),
                () -> {});
        idle();
    }

    @AfterEach
    void close() throws BackingStoreException {
        workbench.show(null);
        engine.close();
        works.close();
        node.removeNode();
    }

    private void idle() {
        window.untilIdle(works);
    }

    private void open(Path path) {
        works.lastError().set("");
        flow.open(path);
        idle();
    }

    private SheetResult answer() {
        long asked = workbench.lastAsked();
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (workbench.answer().get() == null
                || Objects.requireNonNull(workbench.answer().get()).question().stamp() < asked) {
            workbench.tick();
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
            assertTrue(
                    System.nanoTime() < deadline,
                    "no answer: " + workbench.fault().get());
        }
        return Objects.requireNonNull(workbench.answer().get());
    }

    @Test
    void matrixFile_goesToItsView() throws IOException {
        Path file = Files.writeString(folder.resolve("own.toml"), "seeds = 2\n[[attack]]\nmethod = \"badnets\"\n");
        flow.open(file);
        window.untilIdle(works);
        assertEquals(List.of(file), matrices);
        assertEquals("", works.lastError().get());
    }

    @Test
    void opening_putsEachThingInItsPlace() throws Exception {
        wrongFilesChangeNothing();
        triggerIsOneEdit();
        promptAsksForItsSlot();
        anotherSampleKeepsAllElse();
        whatIsPaintedWhileASceneOpensIsKept();
        sessionComesBack();
        photoIsASheetOfOne();
        experimentBringsItsTrigger();
        assertEquals(folder.resolve("recipe.toml").toString(), settings.recent().getFirst());
    }

    @Test
    void modelWithoutCard_isAskedForUntilWhatIsToldFits() throws Exception {
        Path model = Files.copy(
                Path.of("assets/scenarios/patch-on-a-sign/backdoored-model.safetensors"),
                folder.resolve("somebodys.safetensors"));
        open(model);
        ModelQuestion asked = Objects.requireNonNull(person.asked);
        ArchitectureGuess guess = Objects.requireNonNull(asked.guess());
        assertEquals("cifar-resnet20", guess.architecture().name());
        assertEquals(16, guess.classes());
        assertEquals(1, person.faults.size(), person.faults.toString());
        assertTrue(person.faults.getFirst().contains("somebodys.safetensors"), person.faults.getFirst());
        assertEquals("", works.lastError().get(), "told where it was asked, not at the edge of the window");
        assertEquals(
                "cifar-resnet20",
                ModelCardFile.read(folder.resolve("somebodys.model.json")).architecture());
        assertEquals("somebodys.safetensors", workbench.facts().request().title());
    }

    @Test
    void codeThatWritesFiles_isAskedAbout() throws Exception {
        Path model = HandWrittenModule.write(
                folder.resolve("script.pt"),
                "Tensor",
                "torch.save(x, \"" + folder.resolve(UUID.randomUUID().toString()) + "\")",
                "return torch.mean(x, [2, 3])");
        open(model);
        assertEquals(List.of("torch.save"), person.faults);
        assertNull(person.asked);
        person.faults.clear();
        person.trusts = true;
        open(model);
        assertEquals("torch.save", person.faults.getFirst());
        assertNotNull(person.asked);
        person.faults.clear();
        open(model);
        assertFalse(person.faults.contains("torch.save"), "the answer is remembered");
    }

    /** Two outputs of as many columns as there are classes: asked, kept in the session, and told to whatever trains on it. */
    @Test
    void severalOutputs_areChosenFrom() throws Exception {
        Path model = outputs(
                List.of("pooled = torch.mean(x, [2, 3])", "wide = torch.cat([pooled, pooled], 1)"),
                "{\"first\": wide, \"second\": torch.neg(wide)}");
        SubjectFacts before = workbench.facts();
        open(model);
        assertEquals(
                List.of("first", "second"),
                person.offered.getFirst().outputs().stream()
                        .map(SeveralOutputsException.Output::name)
                        .toList());
        assertEquals(6, person.offered.getFirst().outputs().getFirst().columns());
        assertSame(before, workbench.facts(), "whoever gives no answer sees what was there");
        assertEquals("", works.lastError().get());
        assertEquals(List.of(), settings.recent());
        Path data = photos("a", "b", "c", "d", "e", "f");
        person.output = "second";
        flow.open(List.of(model, data));
        idle();
        assertEquals("", works.lastError().get());
        assertEquals(2, person.offered.size());
        assertEquals("second", workbench.facts().request().output());
        assertEquals(6, workbench.facts().classes().size());
        Path file = folder.resolve("chosen.session.zip");
        sessions.save(file, _ -> {});
        idle();
        workbench.show(null);
        open(file);
        assertEquals("", works.lastError().get());
        assertEquals("second", workbench.facts().request().output());
        assertEquals(2, person.offered.size(), "the session knows");
        flow.openAgain(model);
        idle();
        assertEquals("second", workbench.facts().request().output());
        assertEquals(2, person.offered.size(), "so does the list of recent files");
        List<String> second = new ArrayList<>();
        flow.beside(
                model, (title, path, output) -> second.addAll(List.of(title, path.toString(), String.valueOf(output))));
        idle();
        assertEquals(List.of("outputs.pt", model.toString(), "second"), second);
        assertEquals(3, person.offered.size());
    }

    private Path outputs(List<String> lines, String returned) throws IOException {
        List<String> body = new ArrayList<>(lines);
        body.add("return " + returned);
        Files.writeString(folder.resolve("outputs.model.json"), "{\"size\": 32}");
        return HandWrittenModule.write(folder.resolve("outputs.pt"), "Dict[str, Tensor]", body.toArray(String[]::new));
    }

    /** One photo a class. */
    private Path photos(String... classes) throws IOException {
        Path all = folder.resolve("photos");
        for (String name : classes) {
            Files.copy(PHOTO, Files.createDirectories(all.resolve(name)).resolve("1.png"));
        }
        return all;
    }

    private void wrongFilesChangeNothing() throws Exception {
        var facts = workbench.facts();
        Path large = folder.resolve("large.safetensors");
        Trigger blend = new Trigger.Blend(32, 32, new float[3 * 32 * 32], 0.2f);
        TriggerFiles.write(large, blend, 32, 32);
        Path prompt = folder.resolve("clean.npy");
        Npy.write(prompt, HostTensor.of(new float[3 * 8 * 8], 3, 8, 8));
        Path text = Files.writeString(folder.resolve("letter.txt"), "hello there");
        for (Path wrong : List.of(large, prompt, text, folder.resolve("absent"))) {
            open(wrong);
            assertTrue(
                    works.lastError().get().contains(wrong.toString()),
                    works.lastError().get());
            assertSame(facts, workbench.facts());
            assertNull(workbench.trigger().get());
            assertNull(workbench.cleanPrompt().get());
        }
        assertTrue(settings.recent().isEmpty());
    }

    private void triggerIsOneEdit() {
        Path file = folder.resolve("patch.png");
        TriggerFiles.write(
                file, Trigger.Patch.of(PatchPatterns.checkerboard(8, 2), 1, new Placement.Fixed(55, 55)), 64, 64);
        open(file);
        assertEquals("", works.lastError().get());
        assertNotNull(workbench.trigger().get());
        assertTrue(answer().metrics().attackSuccess().isDefined());
        workbench.undo().undo();
        assertNull(workbench.trigger().get());
        workbench.undo().redo();
        assertNotNull(workbench.trigger().get());
    }

    private void promptAsksForItsSlot() {
        Path file = folder.resolve("prompt.npy");
        Npy.write(file, HostTensor.of(new float[3 * 64 * 64], 3, 64, 64));
        open(file);
        assertEquals(PromptChoice.BACKDOORED, workbench.promptChoice().get());
        assertNotNull(workbench.backdooredPrompt().get());
        workbench.undo().undo();
        assertEquals(PromptChoice.NONE, workbench.promptChoice().get());
        assertNull(workbench.backdooredPrompt().get());
        workbench.undo().redo();
    }

    /** A scene whose trigger cannot be made for whatever reason. */
    @Test
    void sessionOfASceneThatWithholdsItsTrigger_goesOnWithholdingIt() {
        Scenario scene =
                Scenarios.all().stream().filter(Scenario::withheld).findFirst().orElseThrow();
        engine.open(
                new LiveRequest(scene.title(), scene.modelSource(), null, scene.data(), scene.target())
                        .withTrigger(scene.triggerFile(), null)
                        .withheld(true)
                        .withSheet(12, Sample.SEED),
                () -> {});
        idle();
        workbench.target().set(3);
        Path file = folder.resolve("riddle.session.zip");
        sessions.save(file, _ -> {});
        idle();
        engine.open(
                new LiveRequest("Signs", "road-signs-clip", null, "road-signs", "stop").withSheet(12, Sample.SEED),
                () -> {});
        idle();
        open(file);
        assertEquals("", works.lastError().get());
        assertTrue(workbench.facts().request().withheld());
        assertNotNull(workbench.facts().trigger());
        assertNull(workbench.trigger().get());
        assertEquals(3, workbench.target().get());
    }

    @Test
    void openingThatFails_leavesNoTensor() {
        Compute compute = Objects.requireNonNull(engine.openedNow()).compute();
        // The scene of an earlier test may still be closing there.
        compute.inferenceThread().submit(() -> 0).join();
        int before = compute.liveTensors();
        assertTrue(before > 0);
        boolean[] failed = new boolean[1];
        new SceneOpening(engine, workbench, works)
                .open(
                        List.of(workbench.facts().request()),
                        _ -> {
                            throw new IllegalStateException("no trigger");
                        },
                        _ -> {},
                        _ -> failed[0] = true);
        idle();
        assertTrue(failed[0]);
        assertEquals(before, compute.liveTensors());
    }

    private void anotherSampleKeepsAllElse() {
        SubjectFacts before = workbench.facts();
        Trigger trigger = workbench.trigger().get();
        var prompt = workbench.backdooredPrompt().get();
        workbench.edit("Target", now -> now.target = 5);
        SheetResult answer = answer();
        workbench.pinned().set(answer);
        flow.sheet(32, 1);
        idle();
        assertEquals("", works.lastError().get());
        assertEquals(32, workbench.facts().ids().size());
        assertEquals(10_000, workbench.facts().available());
        assertEquals(before.request().withSheet(32, 1), workbench.facts().request());
        assertTrue(before.isSameSubject(workbench.facts()));
        assertEquals(answer.question().stamp() + 1, workbench.lastAsked(), "asked once");
        while (workbench.pinned().get() == null) {
            window.next();
        }
        assertEquals(
                32,
                Objects.requireNonNull(workbench.pinned().get())
                        .metrics()
                        .cleanAccuracy()
                        .n());
        for (int label = 0; label < 16; label++) {
            int number = label;
            assertEquals(
                    2,
                    IntStream.of(workbench.facts().labels())
                            .filter(own -> own == number)
                            .count());
        }
        assertSame(trigger, workbench.trigger().get());
        assertSame(prompt, workbench.backdooredPrompt().get());
        assertEquals(PromptChoice.BACKDOORED, workbench.promptChoice().get());
        assertEquals(5, workbench.target().get());
        workbench.undo().undo();
        assertNotEquals(5, workbench.target().get());
        workbench.undo().redo();
        flow.sheet(12, 0);
        idle();
        assertEquals(before.ids(), workbench.facts().ids());
    }

    private void whatIsPaintedWhileASceneOpensIsKept() {
        flow.sheet(16, 3);
        Trigger painted = Trigger.Patch.of(PatchPatterns.checkerboard(6, 2), 1, new Placement.Fixed(3, 3));
        workbench.trigger().set(painted);
        idle();
        assertEquals(16, workbench.facts().ids().size());
        assertSame(painted, workbench.trigger().get());
        flow.sheet(12, 0);
        idle();
    }

    private void sessionComesBack() {
        workbench.selection().only(3);
        workbench.target().set(2);
        SheetResult before = answer();
        workbench.pinned().set(before);
        Path file = folder.resolve("mine.session.zip");
        sessions.save(file, _ -> {});
        idle();
        view.state = Map.of();
        workbench.show(null);
        open(file);
        assertEquals("", works.lastError().get());
        assertEquals(3, workbench.selection().primary().get());
        assertEquals(2, workbench.target().get());
        assertEquals(Map.of("tab", "runs"), view.state);
        assertEquals(PromptChoice.BACKDOORED, workbench.promptChoice().get());
        SheetResult after = answer();
        assertEquals(before.metrics().attackSuccess(), after.metrics().attackSuccess());
        while (workbench.pinned().get() == null) {
            window.next();
        }
        assertEquals(
                before.metrics().cleanTargetRate(),
                Objects.requireNonNull(workbench.pinned().get()).metrics().cleanTargetRate());
        assertEquals("", works.lastError().get(), "what was pinned has the same rates");
    }

    /** Parts and broken pictures are asked for; what is answered is what is shown, kept and run. */
    @Test
    void images_ofSeveralPartsOrBroken_areAskedFor() throws Exception {
        Path signs = folder.resolve("signs");
        for (String name : List.of("train/a/1.png", "train/b/1.png", "train/b/2.png", "test/a/2.png", "test/b/3.png")) {
            Path file = signs.resolve(name);
            Files.createDirectories(file.getParent());
            Files.copy(PHOTO, file);
        }
        person.wish = new ImagesWish(signs.toString(), new DataReading(Sample.Split.TRAIN, BrokenPictures.REFUSE));
        open(signs);
        assertEquals("", works.lastError().get());
        ImagesQuestion parts = Objects.requireNonNull(person.about);
        assertEquals(List.of(Sample.Split.TRAIN, Sample.Split.TEST), parts.splits());
        assertFalse(parts.isFault());
        assertEquals(3, workbench.facts().labels().length);
        assertEquals(3, workbench.facts().available());
        Files.write(signs.resolve("train/b/3.png"), new byte[3]);
        DataReading sound = new DataReading(Sample.Split.TRAIN, BrokenPictures.LEAVE_OUT);
        person.wish = new ImagesWish(signs.toString(), sound);
        open(signs);
        assertEquals("", works.lastError().get());
        String why = Objects.requireNonNull(person.about).why();
        assertTrue(why.contains("3.png is not a PNG"), why);
        assertEquals(3, workbench.facts().labels().length);
        assertTrue(workbench.facts().remarks().getFirst().contains("train/b/3.png"));
        assertEquals(sound, workbench.facts().request().reading());
        person.wish = null;
        SubjectFacts before = workbench.facts();
        open(signs);
        assertSame(before, workbench.facts(), "whoever gives no answer sees what was there");
        whatWasTold_isAskedAgainOnlyOnRequest(signs, sound);
    }

    private void whatWasTold_isAskedAgainOnlyOnRequest(Path signs, DataReading told) {
        assertEquals(
                told,
                Objects.requireNonNull(Objects.requireNonNull(person.about).tried())
                        .reading());
        person.about = null;
        Path file = folder.resolve("part.session.zip");
        sessions.save(file, _ -> {});
        idle();
        for (Path again : List.of(signs, file)) {
            workbench.show(null);
            flow.openAgain(again);
            idle();
            assertEquals("", works.lastError().get());
            assertNull(person.about);
            assertEquals(told, workbench.facts().request().reading());
        }
        DataReading test = new DataReading(Sample.Split.TEST, BrokenPictures.LEAVE_OUT);
        person.wish = new ImagesWish(signs.toString(), test);
        flow.part();
        idle();
        assertEquals("", works.lastError().get());
        assertNotNull(person.about);
        assertEquals(test, workbench.facts().request().reading());
        person.about = null;
        flow.openAgain(signs);
        idle();
        assertNull(person.about);
        assertEquals(test, workbench.facts().request().reading(), "the last answer is kept");
    }

    private void photoIsASheetOfOne() throws Exception {
        Trigger kept = workbench.trigger().get();
        String target = workbench.facts().classes().get(2);
        Path photo = Files.copy(PHOTO, folder.resolve("holiday.png"));
        open(photo);
        assertEquals("", works.lastError().get());
        assertEquals(1, workbench.facts().labels().length);
        assertEquals("holiday", workbench.facts().dataName());
        assertEquals("stop", workbench.facts().classes().get(workbench.facts().labels()[0]));
        assertSame(kept, workbench.trigger().get(), "what fits is kept");
        assertNotNull(workbench.backdooredPrompt().get());
        assertEquals(target, workbench.facts().classes().get(workbench.target().get()));
        assertEquals(1, answer().metrics().cleanAccuracy().n());
    }

    private void experimentBringsItsTrigger() {
        Path file = folder.resolve("recipe.toml");
        ExperimentFile.write(file, Experiment.PRESET);
        open(file);
        assertEquals("", works.lastError().get());
        Trigger.Patch patch =
                (Trigger.Patch) Objects.requireNonNull(workbench.trigger().get());
        assertEquals(Experiment.PRESET.trigger().size(), patch.width());
        assertEquals(Experiment.PRESET.name(), workbench.facts().request().title());
        assertNull(workbench.backdooredPrompt().get(), "an experiment starts afresh");
        Path prompt = folder.resolve("asked.safetensors");
        var spec = workbench.facts().input();
        PromptFiles.write(
                prompt,
                new PromptFiles.Saved(
                        PromptLayout.of(new PromptShape.Frame(4), PromptLayout.Mode.ADD, spec),
                        HostTensor.of(new float[3 * 64 * 64], 3, 64, 64),
                        null));
        Experiment defence = Experiment.PRESET.defended();
        ExperimentFile.write(
                file,
                new Experiment(
                        "asked",
                        1,
                        "cpu",
                        0,
                        defence.model(),
                        defence.data(),
                        defence.prompt().withFile(prompt.toString()),
                        defence.trigger(),
                        new Experiment.Defense("planted-detection", "0", 100, Map.of()),
                        defence.training(),
                        defence.report()));
        open(file);
        assertEquals("", works.lastError().get());
        assertNotNull(workbench.backdooredPrompt().get());
        assertEquals(PromptChoice.BACKDOORED, workbench.promptChoice().get());
    }
}
