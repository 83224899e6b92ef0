package org.triggerworkbench.model.load;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.files.FileKinds;
import org.triggerworkbench.app.session.SessionFile;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Npy;
import org.triggerworkbench.compute.file.Npz;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.file.TensorFiles;
import org.triggerworkbench.data.ParquetDataTest;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.folder.StoredResult;
import org.triggerworkbench.experiment.matrix.MatrixFile;
import org.triggerworkbench.experiment.matrix.MatrixOptions;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.experiment.study.StatementFile;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.model.weights.WeightFiles;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.TextPrompt;
import org.triggerworkbench.prompt.TextTemplate;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.TriggerFiles;

/**
 * Seeded damage to files of every kind that is read in Java: each is read, or refused in one sentence, within five seconds.
 * {@code -Dfuzz.seconds=N} goes on longer, {@code -Dfuzz.seed=N} elsewhere, {@code -Dfuzz.kinds=PATTERN} over some kinds.
 */
@Tag("fuzz")
class ReaderFuzzTest {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 4);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final String KINDS = System.getProperty("fuzz.kinds", ".*");
    private static final long LONGEST = Duration.ofSeconds(5).toNanos();
    private static final Path SCENES = Path.of("assets/scenarios");

    private static Compute compute;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void everyDamagedFile_isReadOrRefused() throws IOException {
        Map<String, FuzzKind> kinds = kinds();
        kinds.keySet().removeIf(title -> !title.matches(KINDS));
        Map<String, int[]> tallies = new LinkedHashMap<>();
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        for (long round = 0; round == 0 || System.nanoTime() < end; round++) {
            for (Map.Entry<String, FuzzKind> kind : kinds.entrySet()) {
                int[] tally = tallies.computeIfAbsent(kind.getKey(), _ -> new int[2]);
                Path place = folder.resolve(kind.getKey().replace(' ', '-'));
                if (round == 0) {
                    kind.getValue().prepare(place);
                    kind.getValue().reader().read(place.resolve(kind.getValue().name()));
                }
                int inputs = kind.getValue().inputs();
                for (int i = 0; i < inputs; i++) {
                    tally[once(kind.getKey(), kind.getValue(), place, SEED + round * inputs + i) ? 0 : 1]++;
                }
            }
        }
        int all = 0;
        for (Map.Entry<String, int[]> tally : tallies.entrySet()) {
            int read = tally.getValue()[0];
            int refused = tally.getValue()[1];
            all += read + refused;
            // A reader that refuses nothing, or all, tells that the damage is not what it should be.
            assertTrue(refused > 0, tally.getKey() + ": none refused of " + read);
            System.out.printf("%-28s %8d read %8d refused%n", tally.getKey(), read, refused);
        }
        System.out.printf("%-28s %8d inputs in %d seconds%n", "together", all, SECONDS);
    }

    /** Whether it was read. */
    private static boolean once(String title, FuzzKind kind, Path place, long seed) throws IOException {
        Path file = place.resolve(kind.name());
        Files.write(file, kind.damaged(new SplittableRandom(seed)));
        long start = System.nanoTime();
        try {
            kind.reader().read(file);
            return true;
        } catch (InputException e) {
            assertTrue(!e.sentence().isBlank(), "a sentence");
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    title + ", seed " + seed + ", was neither read nor refused; see " + kept(title, kind, seed), e);
        } finally {
            long took = System.nanoTime() - start;
            assertTrue(
                    took < LONGEST,
                    () -> title + ", seed " + seed + ", took " + Duration.ofNanos(took) + "; see "
                            + kept(title, kind, seed));
        }
    }

    private static Path kept(String title, FuzzKind kind, long seed) {
        Path kept = Path.of("target", "fuzz-" + title.replace(' ', '-') + "-" + seed + "-" + kind.name());
        write(kept, kind.damaged(new SplittableRandom(seed)));
        return kept;
    }

    private Map<String, FuzzKind> kinds() throws IOException {
        Map<String, FuzzKind> kinds = new LinkedHashMap<>();
        Map<String, HostTensor> arrays = new LinkedHashMap<>();
        arrays.put("mask", HostTensor.of(new float[64], 8, 8));
        arrays.put("pattern", HostTensor.of(new float[192], 3, 8, 8));
        Path made = Files.createDirectories(folder.resolve("made"));
        Npy.write(made.resolve("a.npy"), HostTensor.of(new float[192], 3, 8, 8));
        Npz.write(made.resolve("a.npz"), arrays);
        Safetensors.write(made.resolve("a.safetensors"), arrays, Map.of("kind", "patch", "x", "1"));
        kinds.put("npy", bytes("a.npy", made.resolve("a.npy"), TensorFiles::read));
        kinds.put("npz", bytes("a.npz", made.resolve("a.npz"), TensorFiles::read));
        kinds.put("safetensors", bytes("a.safetensors", made.resolve("a.safetensors"), TensorFiles::read));
        kinds.put("weights", bytes("w.safetensors", made.resolve("a.safetensors"), WeightFiles::read));
        ImageSize size = new ImageSize(64, 64);
        Path trigger = SCENES.resolve("backdoored-prompt/trigger.safetensors");
        kinds.put("trigger", bytes("t.safetensors", trigger, file -> TriggerFiles.read(file, null, 64, 64)));
        kinds.put(
                "trigger arrays",
                bytes("t.npz", made.resolve("a.npz"), file -> TriggerFiles.read(file, TriggerFiles.Mode.ADD, 8, 8)));
        byte[] png = PictureFiles.encodePng(new Picture(8, 8, new byte[192]));
        kinds.put("trigger png", new FuzzKind("t.png", png, false, file -> TriggerFiles.read(file, null, 8, 8)));
        kinds.put("picture", new FuzzKind("p.png", png, false, PictureFiles::read));
        Path prompt = SCENES.resolve("backdoored-prompt/clean-prompt.safetensors");
        kinds.put("prompt", bytes("p.safetensors", prompt, file -> PromptFiles.readVisual(file, null)));
        TextPrompt text = new TextPrompt(List.of(new TextTemplate("a photo of a {}")), Map.of("stop", List.of("halt")));
        PromptFiles.write(made.resolve("p.json"), text);
        kinds.put("text prompt", json("p.json", made.resolve("p.json"), PromptFiles::readText));
        kinds.put("dropped", bytes("d.safetensors", prompt, file -> FileKinds.of(file, size)));
        kinds.put(
                "card",
                json(
                        "m.model.json",
                        SCENES.resolve("patch-on-a-sign/backdoored-model.model.json"),
                        ModelCardFile::read));
        kinds.put(
                "session",
                bytes(
                        "s.twsession",
                        Path.of("src/test/resources/org/triggerworkbench/app/session/first.session.zip"),
                        SessionFile::read));
        kinds.put("experiment", bytes("e.toml", SCENES.resolve("patch-on-a-sign/recipe.toml"), ExperimentFile::read));
        kinds.put(
                "matrix",
                bytes(
                        "m.toml",
                        Path.of("studies/matrix-quick.toml"),
                        file -> MatrixFile.plan(file, MatrixOptions.NONE)));
        kinds.put("claims", bytes("c.toml", Path.of("studies/claims.toml"), StatementFile::read));
        Path golden = Path.of("src/test/resources/org/triggerworkbench/experiment/run");
        for (String result : List.of("attack", "detection", "repair", "scores")) {
            kinds.put(
                    "result of " + result,
                    json("result.json", golden.resolve("golden-" + result + ".json"), ReaderFuzzTest::result));
        }
        RunFolder run = RunFolder.create(folder.resolve("run"), Experiment.PRESET);
        kinds.put("metrics", new FuzzKind("metrics.jsonl", """
            {"phase":"p","part":"method","step":1,"kind":"step","losses":{"clean":0.5,"total":1e-3}}
            {"phase":"p","part":"control","step":20,"kind":"epoch","epoch":1,"metrics":{"cleanAccuracy":0.9}}
            """.getBytes(StandardCharsets.UTF_8), false, file -> {
            copy(file, run.path().resolve("metrics.jsonl"));
            var _ = run.metrics().ofMethod();
        }));
        kinds.put("parquet", new FuzzKind("x.parquet", ParquetDataTest.bytes("snappy.parquet"), false, file -> {
            var _ = Sources.data(file.toString());
        }));
        byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8};
        byte[] labels = {0, 0, 8, 1, 0, 0, 0, 2, 0, 1};
        kinds.put("idx", new FuzzKind("train-images-idx3-ubyte", images, false, file -> {
            for (String name : List.of("train-labels-idx1-ubyte", "t10k-labels-idx1-ubyte")) {
                write(file.resolveSibling(name), labels);
            }
            write(file.resolveSibling("t10k-images-idx3-ubyte"), images);
            var _ = Sources.data(String.valueOf(file.getParent()));
        }));
        DataKinds.add(kinds, made);
        ModelKinds.add(kinds, compute);
        return kinds;
    }

    private static FuzzKind bytes(String name, Path sound, FuzzKind.Reader reader) throws IOException {
        return new FuzzKind(name, Files.readAllBytes(sound), false, reader);
    }

    private static FuzzKind json(String name, Path sound, FuzzKind.Reader reader) throws IOException {
        return new FuzzKind(name, Files.readAllBytes(sound), true, reader);
    }

    /** Those who read it tell its fault in their own words. */
    private static void result(Path file) {
        try {
            var _ = StoredResult.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (JsonParseException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            write(to, Files.readAllBytes(from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
