package org.triggerworkbench.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.ImageSets;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.AttackEvaluator;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.prompt.VisualPrompt;
import org.triggerworkbench.training.RunControl;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.TriggerFiles;

class ExperimentRunnerTest {
    private static final Pattern LOADS =
            Pattern.compile("(src|href|url\\(|@import)\\s*[=(]?\\s*[\"']?https?://", Pattern.CASE_INSENSITIVE);

    @TempDir
    static Path folder;

    private static Compute compute;
    private static RunFolder unbroken;

    @BeforeAll
    static void run() {
        compute = Compute.open(ComputeDevice.CPU, 1);
        unbroken = RunFolder.create(folder.resolve("unbroken"), TinyRun.experiment(folder));
        assertTrue(TinyRun.run(compute, unbroken, new RunControl()));
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void run_leavesAllItsFilesAndNoTensor() {
        assertTrue(unbroken.isFinished());
        for (String file : List.of(
                "experiment.toml",
                "README.md",
                "metrics.jsonl",
                "metrics.csv",
                "result.json",
                "report.html",
                "artifacts/backdoored-prompt.safetensors",
                "artifacts/clean-prompt.safetensors",
                "artifacts/backdoored-prompt.png",
                "artifacts/backdoored-prompt.npz",
                "artifacts/trigger.safetensors",
                "artifacts/trigger.png",
                "artifacts/poisoned.json")) {
            assertTrue(Files.isRegularFile(unbroken.path().resolve(file)), file);
        }
        assertEquals(0, compute.liveTensors());
    }

    @Test
    void run_tellsEachStepOfBothPhasesOnce() {
        List<String> told = unbroken.log().lines().stream()
                .filter(line -> line.get("kind").getAsString().equals("step"))
                .map(line -> line.get("phase").getAsString() + line.get("step").getAsLong())
                .toList();
        assertEquals(2 * TinyRun.STEPS, told.size());
        assertEquals("backdoored-prompt1", told.getFirst());
        assertEquals("clean-prompt" + TinyRun.STEPS, told.getLast());
        assertEquals(told.size(), told.stream().distinct().count());
    }

    @Test
    void report_standsAlone() throws IOException {
        String report = Files.readString(unbroken.report());
        assertFalse(LOADS.matcher(report).find());
        assertTrue(report.contains("ASR"));
    }

    @Test
    void result_hasNoPathAndNoDate() {
        String result = unbroken.result();
        assertFalse(result.contains(folder.toString()) || result.contains("/"), result);
        assertFalse(
                Pattern.compile("20\\d\\d-\\d\\d|\\d\\d:\\d\\d").matcher(result).find(), result);
    }

    @Test
    void run_againGivesTheSameResult() {
        RunFolder again = RunFolder.create(folder.resolve("again"), TinyRun.experiment(folder));
        assertTrue(TinyRun.run(compute, again, new RunControl()));
        assertEquals(unbroken.result(), again.result());
    }

    @Test
    void run_ofAFinishedRunLeavesItAsItIs() throws IOException {
        RunFolder finished = RunFolder.create(folder.resolve("finished"), TinyRun.experiment(folder));
        Files.writeString(finished.path().resolve("result.json"), "{}");
        Files.writeString(finished.report(), "done");
        assertTrue(TinyRun.run(compute, finished, new RunControl()));
        assertEquals("{}", finished.result());
        assertTrue(finished.log().lines().isEmpty());
    }

    @Test
    void run_resumedGivesTheSameResult() {
        List<String> points = List.of("backdoored-prompt 1", "backdoored-prompt 4", "clean-prompt 2", "clean-prompt 5");
        RunFolder broken = RunFolder.create(folder.resolve("broken"), TinyRun.experiment(folder));
        // One run broken off again and again.
        for (String point : points) {
            RunControl control = new RunControl();
            assertFalse(TinyRun.run(compute, broken, control, TinyRun.cancelAt(point, control)), point);
            assertFalse(broken.isFinished());
            broken = RunFolder.open(broken.path());
        }
        assertTrue(TinyRun.run(compute, broken, new RunControl()));
        assertEquals(unbroken.result(), broken.result());
    }

    @Test
    void run_cancelledWhileItMeasures_isResumedToTheSameResult() throws InterruptedException {
        RunFolder measured = RunFolder.create(folder.resolve("measured"), TinyRun.experiment(folder));
        Path last = measured.artifacts().resolve("trigger.png");
        RunControl control = new RunControl();
        // The last artifact is written just before the measuring.
        Thread watcher = Thread.ofPlatform().start(() -> {
            while (!Files.exists(last)) {
                Thread.onSpinWait();
            }
            control.cancel();
        });
        assertFalse(TinyRun.run(compute, measured, control));
        watcher.join();
        assertFalse(measured.isFinished());
        assertEquals(0, compute.liveTensors());
        assertTrue(TinyRun.run(compute, measured, new RunControl()));
        assertEquals(unbroken.result(), measured.result());
    }

    @Test
    void artifacts_predictWhatTheResultTells() {
        JsonObject metrics =
                JsonParser.parseString(unbroken.result()).getAsJsonObject().getAsJsonObject("metrics");
        Path artifacts = unbroken.artifacts();
        Dataset data = Sources.splitData("road-signs");
        Sources sources = new Sources(compute);
        try (Classifier source = Sources.classifier(
                        sources.model(folder.resolve("tiny-model").toString(), null, null), data);
                VisualPrompt prompt = PromptFiles.readVisual(artifacts.resolve("backdoored-prompt.safetensors"), null)
                        .load(compute);
                PromptedClassifier prompted =
                        new PromptedClassifier(source, prompt, new OutputMapping.Identity(), data.classNames())) {
            PreparedImages test = Sources.prepare(
                    ImageSets.limit(data.test(), 24), source.card().input());
            try (Stamper stamper = new Stamper(
                            compute,
                            TriggerFiles.read(artifacts.resolve("trigger.safetensors"), null, 64, 64),
                            64,
                            64);
                    TensorScope _ = new TensorScope()) {
                AttackMetrics again = new AttackEvaluator(compute)
                        .evaluate(
                                prompted,
                                test,
                                new Target.AllToOne(0),
                                (images, ids) -> stamper.stamp(images, ids, 1),
                                128);
                assertHits(metrics, "cleanAccuracy", again.cleanAccuracy().hits());
                assertHits(metrics, "attackSuccessRate", again.attackSuccess().hits());
                assertHits(metrics, "robustAccuracy", again.robustAccuracy().hits());
            }
        }
    }

    private static void assertHits(JsonObject metrics, String name, long hits) {
        assertEquals(hits, metrics.getAsJsonObject(name).get("hits").getAsLong(), name);
    }
}
