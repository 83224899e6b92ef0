package org.triggerworkbench.app.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.RealScene;
import org.triggerworkbench.app.embedding.map.EmbeddingModel;
import org.triggerworkbench.app.embedding.map.MapFrame;
import org.triggerworkbench.app.session.FigureShot;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Npy;
import org.triggerworkbench.compute.file.Npz;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/** The bundled model's real answer, written out and read again. */
class ExportTest {
    private static RealScene real;
    private static FigureShot shot;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        real = new RealScene(16);
        EmbeddingModel embedding = Fx.call(() -> new EmbeddingModel(real.workbench()));
        real.answered();
        // A draft of the answer has a map, too, which is not exported.
        real.until("the answer's map", embedding::tick, () -> {
            MapFrame frame = embedding.frame().get();
            return frame != null
                    && frame.answer().equals(real.workbench().answer().get());
        });
        MapFrame map = Fx.call(() -> embedding.frame().get());
        shot = Fx.call(() -> FigureShot.of(real.workbench(), map, List.of()).orElseThrow());
        Fx.run(embedding::close);
    }

    @AfterAll
    static void close() {
        real.close();
    }

    @Test
    void write_holdsAllThatIsOnScreen() throws IOException {
        ShotFiles.write(folder, shot);
        SheetResult answer = shot.answer();
        List<String> predictions = Files.readAllLines(folder.resolve("predictions.csv"));
        assertEquals(17, predictions.size());
        assertTrue(predictions.get(1).startsWith("0," + shot.facts().ids().getFirst() + ","), predictions.get(1));
        HostTensor features = npy("features-triggered.npy");
        float[] seen = Objects.requireNonNull(answer.triggered()).features()[0];
        assertArrayEquals(seen, Arrays.copyOf(features.floats(), seen.length));
        assertArrayEquals(new long[] {32, 2}, npy("embedding.npy").shape());
        Map<String, HostTensor> images = Npz.read(folder.resolve("images.npz")).tensors();
        assertArrayEquals(new long[] {16, 64, 64, 3}, named(images, "triggered").shape());
        assertEquals(
                answer.clean().pixels()[0][0] >> 16 & 0xff,
                named(images, "clean").bytes()[0] & 0xff);
        try (Stream<Path> pictures = Files.list(folder.resolve("triggered"))) {
            assertEquals(16, pictures.count());
        }
        assertEquals(33, Files.readAllLines(folder.resolve("embedding.csv")).size());
        assertEquals(
                shot.facts().classes().size() + 1,
                Files.readAllLines(folder.resolve("confusion-triggered.csv")).size());
        List<String> measures = Files.readAllLines(folder.resolve("measures.csv"));
        assertTrue(measures.get(2).startsWith("attackSuccessRate,"), measures.get(2));
    }

    private HostTensor npy(String name) {
        return named(Npy.read(folder.resolve(name)).tensors(), Npy.NAME);
    }

    private static HostTensor named(Map<String, HostTensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    @Test
    void commandLine_namesATriggerFileThatIsTheTriggerOnScreen() {
        // As at the first copy ever.
        String command = new CopiedText(folder.resolve("new/copied")).commandLine(shot);
        assertTrue(
                command.matches("trigger-workbench evaluate --model road-signs-clip --data road-signs --target \\d+"
                        + " --trigger \\S+ --limit 16 --sample-seed \\d+"),
                command);
        Path file = Path.of(command.replaceAll(".*--trigger (\\S+) .*", "$1"));
        Trigger trigger = TriggerFiles.read(file, null, 64, 64);
        Trigger shown = Objects.requireNonNull(shot.answer().question().trigger());
        assertEquals(shown.getClass(), trigger.getClass());
    }

    @Test
    void toml_isReadAgain() throws IOException {
        String toml = new CopiedText(folder).toml(shot, Experiment.PRESET);
        Path file = Files.writeString(folder.resolve("copied.toml"), toml);
        Experiment read = ExperimentFile.readOfRun(file);
        assertEquals("file", read.trigger().kind());
        assertTrue(Files.isRegularFile(Path.of(read.trigger().file())));
    }
}
