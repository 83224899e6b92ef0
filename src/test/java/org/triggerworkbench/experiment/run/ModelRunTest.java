package org.triggerworkbench.experiment.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.attack.Attack;
import org.triggerworkbench.attack.AttackSetting;
import org.triggerworkbench.attack.PoisonedTraining;
import org.triggerworkbench.attack.PreparedAttack;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Npz;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.open.OpenedExperiment;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.experiment.open.Subject;
import org.triggerworkbench.experiment.open.SubjectRequest;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.MetricListener;
import org.triggerworkbench.training.RunControl;

/** Whole runs of attacks that train a model, or only a patch, on a fresh network for 16 x 16 pixels. */
class ModelRunTest {
    private static final int TEST_IMAGES = 24;

    @TempDir
    static Path folder;

    private static Compute compute;
    private static RunFolder poisoned;
    private static RunFolder optimised;

    @BeforeAll
    static void run() throws IOException {
        compute = Compute.open(ComputeDevice.CPU, 1);
        poisoned = RunFolder.create(
                folder.resolve("poisoned"),
                experiment("badnets", "kind = \"colour\"\nsize = 4", "poisoning-rate = 0.2"));
        assertTrue(TinyRun.run(compute, poisoned, new RunControl()));
        optimised = RunFolder.create(
                folder.resolve("optimised"), experiment("optimised-patch", "kind = \"noise\"\nsize = 6", ""));
        assertTrue(TinyRun.run(compute, optimised, new RunControl()));
    }

    @AfterAll
    static void close() {
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @Test
    void badnets_leavesModelsThatAnswerAsTheResultTells() throws IOException {
        Path artifacts = poisoned.artifacts();
        Path trigger = artifacts.resolve("trigger.safetensors");
        AttackMetrics attacked = evaluate(artifacts.resolve("backdoored-model.safetensors"), trigger);
        assertMeasured(metrics(poisoned), attacked);
        assertMeasured(
                control(poisoned, "cleanModel"), evaluate(artifacts.resolve("clean-model.safetensors"), trigger));
        assertMeasured(
                control(poisoned, "otherTrigger"),
                evaluate(
                        artifacts.resolve("backdoored-model.safetensors"),
                        artifacts.resolve("noise-trigger.safetensors")));
        assertEquals(
                Set.of("cleanModel", "otherTrigger", "negativeTrigger"),
                json(poisoned).getAsJsonObject("controls").keySet());
        String report = Files.readString(poisoned.report());
        assertTrue(report.contains("cifar-resnet20") && !report.contains("What the prompts add"));
    }

    @Test
    void badnets_resumedGivesTheSameResult() throws IOException {
        RunFolder broken = RunFolder.create(folder.resolve("broken"), poisoned.experiment());
        for (String phase : List.of("backdoored-model", "clean-model")) {
            RunControl control = new RunControl();
            MetricListener cancelling = event -> {
                if (event instanceof MetricEvent.Step step
                        && step.phase().name().equals(phase)
                        && step.step() >= 2) {
                    control.cancel();
                }
            };
            assertFalse(TinyRun.run(compute, broken, control, cancelling), phase);
            broken = RunFolder.open(broken.path());
        }
        assertTrue(TinyRun.run(compute, broken, new RunControl()));
        // With the running statistics of batch norm.
        assertEquals(poisoned.result(), broken.result());
        assertEquals(
                -1,
                Files.mismatch(
                        poisoned.artifacts().resolve("backdoored-model.safetensors"),
                        broken.artifacts().resolve("backdoored-model.safetensors")));
    }

    @Test
    void optimisedPatch_isMeasuredWithThePatchItMade() throws IOException {
        Path artifacts = optimised.artifacts();
        assertEquals(
                -1,
                Files.mismatch(
                        artifacts.resolve("trigger.safetensors"), artifacts.resolve("optimised-patch.safetensors")));
        assertEquals(
                -1,
                Files.mismatch(
                        artifacts.resolve("noise-trigger.safetensors"), artifacts.resolve("random-patch.safetensors")));
        assertFalse(Files.exists(artifacts.resolve("poisoned.json")));
        assertEquals(
                Set.of("randomPatch", "negativeTrigger"),
                json(optimised).getAsJsonObject("controls").keySet());
        JsonObject moved = json(optimised).getAsJsonArray("moved").get(0).getAsJsonObject();
        assertEquals(
                TEST_IMAGES, moved.getAsJsonObject("cleanAccuracy").get("n").getAsInt());
    }

    /** The data saved of a run are what its attack, prepared anew for its seed, trains on. */
    @Test
    void poisonedData_areThoseOfTheAttackForTheSeed() throws IOException {
        Sources sources = new Sources(compute);
        Path arrays = folder.resolve("saved/data.npz");
        Path pictures = folder.resolve("saved/pictures");
        Files.createDirectories(arrays.getParent());
        try (PoisonedDataset data = PoisonedDataset.open(compute, sources, poisoned)) {
            new PoisonedDatasetFiles(data, _ -> true).write(arrays);
            new PoisonedDatasetFiles(data, _ -> true).write(pictures);
            PoisonedDatasetFiles cancelled = new PoisonedDatasetFiles(data, _ -> false);
            Path nothing = folder.resolve("saved/nothing");
            assertThrows(CancellationException.class, () -> cancelled.write(nothing));
            assertFalse(Files.exists(nothing));
            assertThrows(InputException.class, () -> new PoisonedDatasetFiles(data, _ -> true).write(pictures));
        }
        Map<String, HostTensor> saved = Npz.read(arrays).tensors();
        List<String> lines = Files.readAllLines(pictures.resolve("labels.csv"));
        try (OpenedExperiment opened = OpenedExperiment.open(poisoned.experiment(), compute, sources)) {
            AttackSetting setting = opened.setting(opened.triggers().own());
            Attack attack = ((Experiment.AttackSpec) poisoned.experiment().job()).known();
            try (PreparedAttack prepared = attack.prepare(setting);
                    PoisonedTraining trained =
                            new PoisonedTraining(setting, prepared.poisoned().orElseThrow())) {
                assertArrayEquals(
                        trained.pixels(0, trained.size()),
                        tensor(saved, "images").floats());
                assertTrue(prepared.poisoned().orElseThrow().length > 0);
                long[] labels = tensor(saved, "labels").longs();
                long[] marks = tensor(saved, "poisoned").longs();
                assertEquals(trained.size() + 1, lines.size());
                for (int i = 0; i < trained.size(); i++) {
                    assertEquals(trained.label(i), labels[i]);
                    assertEquals(trained.isPoisoned(i) ? 1 : 0, marks[i]);
                    assertTrue(lines.get(i + 1).endsWith(trained.isPoisoned(i) ? "1,0" : "0,0"), lines.get(i + 1));
                    assertTrue(Files.exists(pictures.resolve("images/%05d.png".formatted(i))));
                }
                assertEquals(poisoned.experiment().seed(), tensor(saved, "seed").longs()[0]);
                assertEquals(setting.target().one(), tensor(saved, "target").longs()[0]);
                assertRounded(trained.pixels(3, 4), pictures.resolve("images/00003.png"));
            }
        }
        assertTrue(Files.exists(arrays.resolveSibling("data.trigger.safetensors")));
        for (Path written : List.of(arrays, pictures)) {
            Dataset again = Sources.data(written.toString());
            assertEquals(Sources.data(poisoned.experiment().data().source()).classNames(), again.classNames());
            assertEquals(tensor(saved, "labels").longs()[3], again.test().label(3));
        }
        assertEquals(0, compute.liveTensors());
    }

    private static HostTensor tensor(Map<String, HostTensor> saved, String name) {
        return Objects.requireNonNull(saved.get(name), name);
    }

    private static void assertRounded(float[] exact, Path picture) {
        byte[] rgb = PictureFiles.read(picture).rgb();
        int plane = rgb.length / 3;
        for (int i = 0; i < rgb.length; i++) {
            assertEquals(exact[i % 3 * plane + i / 3], (rgb[i] & 0xff) / 255f, 0.5f / 255 + 1e-6f);
        }
    }

    @Test
    void poisonedData_ofARunWithoutThem_isToldInOneSentence() {
        InputException told = assertThrows(
                InputException.class, () -> PoisonedDataset.open(compute, new Sources(compute), optimised));
        assertTrue(told.sentence().contains("has no poisoned training images"), told.sentence());
    }

    @Test
    void newModel_dependsOnTheSeedAlone() throws IOException {
        Experiment told = poisoned.experiment();
        Sources sources = new Sources(compute);
        try (OpenedExperiment one = OpenedExperiment.open(told, compute, sources);
                OpenedExperiment same = OpenedExperiment.open(told, compute, sources)) {
            assertEquals(
                    one.source().parameters().toHost(),
                    same.source().parameters().toHost());
            assertEquals(16, one.source().card().input().width());
            assertEquals(one.data().classNames(), one.source().card().labels());
        }
    }

    private static Experiment experiment(String method, String trigger, String values) throws IOException {
        Path file = folder.resolve(method + ".toml");
        Files.writeString(file, """
                name = "%s"
                threads = 1
                [model]
                source = "new"
                architecture = "cifar-resnet20"
                size = 16
                [data]
                source = "road-signs"
                train = 32
                validation = 8
                test = %d
                [trigger]
                %s
                [attack]
                method = "%s"
                target = "yield"
                %s
                [training]
                epochs = 2
                batch = 8
                learning-rate = 0.01
                checkpoint-every = 3
                [report]
                positions = 1
                projected = 16
                """.formatted(method, TEST_IMAGES, trigger, method, values));
        return ExperimentFile.read(file);
    }

    private static AttackMetrics evaluate(Path model, @Nullable Path trigger) {
        SubjectRequest request = SubjectRequest.of(
                        model.toString(),
                        null,
                        "road-signs",
                        new Sample(Sample.Split.TEST, TEST_IMAGES, Sample.SEED),
                        "yield")
                .withTrigger(trigger, null);
        try (Subject subject = Subject.open(compute, new Sources(compute), request)) {
            return subject.measure(100);
        }
    }

    private static JsonObject json(RunFolder run) {
        return JsonParser.parseString(run.result()).getAsJsonObject();
    }

    private static JsonObject metrics(RunFolder run) {
        return json(run).getAsJsonObject("metrics");
    }

    private static JsonObject control(RunFolder run, String name) {
        return json(run).getAsJsonObject("controls").getAsJsonObject(name);
    }

    private static void assertMeasured(JsonObject told, AttackMetrics measured) {
        assertRate(told, "cleanAccuracy", measured.cleanAccuracy());
        assertRate(told, "attackSuccessRate", measured.attackSuccess());
        assertRate(told, "cleanTargetRate", measured.cleanTargetRate());
        assertRate(told, "robustAccuracy", measured.robustAccuracy());
    }

    private static void assertRate(JsonObject told, String name, Rate measured) {
        JsonObject rate = told.getAsJsonObject(name);
        assertEquals(
                measured, new Rate(rate.get("hits").getAsLong(), rate.get("n").getAsLong()), name);
    }
}
