package org.triggerworkbench.app.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.RealScene;
import org.triggerworkbench.app.Snapshots;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.prompt.LearnedContext;
import org.triggerworkbench.prompt.NearestWords;
import org.triggerworkbench.prompt.PromptFiles;

class PromptRealSceneTest {
    private static final Path SNAPSHOTS = Path.of("target/snapshots");

    @TempDir
    private static Path folder;

    private static RealScene real;
    private static Workbench workbench;
    private static BackgroundTasks works;
    private static PromptModel model;
    private static Theme theme;
    private static Scene scene;
    private static Path chosen;

    @BeforeAll
    static void open() {
        Fx.start();
        real = new RealScene(16);
        workbench = real.workbench();
        works = new BackgroundTasks(Platform::runLater);
        chosen = folder.resolve("p.safetensors");
        theme = Fx.call(Theme::new);
        model = Fx.call(() -> new PromptModel(workbench, works));
        scene = Fx.call(() -> {
            workbench.cleanPrompt().set(real.frame(6, 0.3, 1));
            workbench.backdooredPrompt().set(real.frame(8, 1.5, 2));
            workbench.promptChoice().set(PromptChoice.BACKDOORED);
            var part = new PromptView(model, new Chosen()).part();
            part.content().getStyleClass().add("tw-panel");
            return Fx.scene(part.content(), 432, 540, theme, false);
        });
        real.answered();
    }

    @AfterAll
    static void close() {
        works.close();
        real.close();
    }

    private static void snapshots(String name) {
        if (Snapshots.WANTED) {
            for (Tokens tokens : List.of(Tokens.DARK, Tokens.LIGHT)) {
                Fx.run(() -> theme.tokens().set(tokens));
                Snapshots.take(scene, SNAPSHOTS, "prompt-" + name + (tokens.dark() ? "-dark" : ""));
            }
        }
    }

    private static void front(PromptModel.Part part) {
        Fx.run(() -> {
            model.part().set(part);
            scene.getRoot().applyCss();
            scene.getRoot().layout();
        });
    }

    private static Button button(String id) {
        return (Button) scene.getRoot().lookupAll(".button").stream()
                .filter(node -> id.equals(node.getId()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void strengthSlider_changesWhatTheModelSees_andUndoTakesItBack() {
        front(PromptModel.Part.VISUAL);
        var before = Fx.call(() -> workbench.backdooredPrompt().get());
        Fx.run(() -> ((Slider) scene.lookup("#prompt-strength")).setValue(0));
        real.answered();
        var answer = Fx.call(() -> workbench.answer().get());
        assertNotNull(answer);
        assertEquals(
                workbench.facts().pixels()[0][0], answer.clean().pixels()[0][0], "strength 0 shows the plain image");
        Fx.run(() -> workbench.undo().undo());
        assertEquals(before, Fx.call(() -> workbench.backdooredPrompt().get()));
        snapshots("visual");
    }

    @Test
    void buttons_saveAndOpenThroughTheDialogs() {
        front(PromptModel.Part.VISUAL);
        Fx.run(() -> button("prompt.save").fire());
        Fx.until("the file", () -> works.running().isEmpty());
        Fx.run(() -> model.slot().set(PromptChoice.CLEAN));
        var before = Fx.call(() -> workbench.cleanPrompt().get());
        Fx.run(() -> model.open(chosen));
        Fx.until("the prompt", () -> works.running().isEmpty());
        var read = Fx.call(() -> workbench.cleanPrompt().get());
        var written = Fx.call(() -> workbench.backdooredPrompt().get());
        assertNotNull(read);
        assertNotNull(written);
        assertEquals(written.values(), read.values());
        Fx.run(() -> workbench.undo().undo());
        assertEquals(before, Fx.call(() -> workbench.cleanPrompt().get()));
        Fx.run(() -> model.slot().set(PromptChoice.BACKDOORED));
    }

    @Test
    void typedTemplate_isAnsweredLive() {
        front(PromptModel.Part.TEXT);
        var start = Fx.call(() -> workbench.answer().get());
        assertNotNull(start);
        Fx.run(() -> ((TextField) scene.lookup("#prompt-template")).setText("night {}"));
        real.until("new words", model::tick, () -> {
            var answer = workbench.answer().get();
            return answer != null && answer.question().words() != null;
        });
        var answer = Fx.call(() -> workbench.answer().get());
        assertNotNull(answer);
        assertFalse(
                Arrays.deepEquals(answer.clean().probabilities(), start.clean().probabilities()));
        snapshots("text");
        Fx.run(() -> workbench.undo().undo());
        real.until("the usual words", model::tick, () -> workbench.wording().get() == null);
        real.answered();
    }

    @Test
    void learnedContext_fromWords_isThoseWords() {
        Path file = folder.resolve("c.safetensors");
        LiveLoop loop = Fx.call(() -> workbench.loop());
        assertNotNull(loop);
        loop.submit(responder -> {
                    ZeroShotClassifier model =
                            (ZeroShotClassifier) responder.scene().model();
                    try (LearnedContext context =
                            LearnedContext.fromWords(responder.compute(), model.source(), "a photo of a road")) {
                        PromptFiles.write(file, context);
                    }
                    return true;
                })
                .join();
        Fx.run(() -> model.openContext(file));
        Fx.until("the words", () -> works.running().isEmpty());
        List<List<NearestWords.Near>> near = Fx.call(() -> model.context().get());
        assertEquals(
                List.of("a", "photo", "of", "a", "road"),
                near.stream().map(words -> words.getFirst().word()).toList());
        assertEquals(0, near.getFirst().getFirst().distance(), 1e-6);
        assertTrue(near.getFirst().get(1).distance() > 0);
        snapshots("context");
    }

    @Test
    void aContextOfAnotherWidth_isTold() {
        Path file = folder.resolve("wide.safetensors");
        Safetensors.write(
                file, Map.of("vectors", HostTensor.of(new float[6], 2, 3)), Map.of("kind", "learned-context"));
        Fx.run(() -> model.openContext(file));
        Fx.until("an end", () -> works.running().isEmpty());
        assertTrue(Fx.call(() -> works.lastError().get()).contains("3"));
    }

    /** Always the same file. */
    private static final class Chosen implements Dialogs {
        @Override
        public Optional<Path> openFile(String title, List<String> extensions) {
            return Optional.of(chosen);
        }

        @Override
        public Optional<Path> openFolder(String title) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> saveFile(String title, String name) {
            return Optional.of(chosen);
        }

        @Override
        public boolean confirm(String title, String question, String yes) {
            return true;
        }

        @Override
        public Optional<Integer> choose(String title, String question, List<Answer> answers) {
            return Optional.empty();
        }

        @Override
        public Optional<String> ask(String title, String question, String start) {
            return Optional.of(start);
        }
    }
}
