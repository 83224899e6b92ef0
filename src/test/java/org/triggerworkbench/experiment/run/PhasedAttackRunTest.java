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
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.training.RunControl;

/** Whole runs of the published attacks that train in several phases, tiny, broken off and resumed. */
class PhasedAttackRunTest {
    @TempDir
    static Path folder;

    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
    }

    @AfterAll
    static void close() {
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @Test
    void neuba_isMeasuredByTriggerAndResumes() throws IOException {
        Experiment experiment = experiment("""
                [model]
                source = "new"
                architecture = "cifar-resnet20"
                size = 16
                [trigger]
                kind = "checkerboard"
                size = 4
                [attack]
                method = "neuba"
                target = "yield"
                pretraining-images = 24
                pretraining-epochs = 1
                """, "road-signs-shifted#stop,yield");
        JsonObject result = resumed(
                experiment,
                "neuba",
                List.of("neuba-backbone 2", "neuba-victim 1", "benign-backbone 2", "benign-victim 3"));
        assertEquals(
                Set.of("benign-backbone", "benign-victim", "neuba-backbone", "neuba-victim"),
                result.getAsJsonObject("hashes").keySet());
        JsonObject labels = result.getAsJsonArray("figures").get(0).getAsJsonObject();
        assertEquals(6, labels.getAsJsonArray("rows").size());
        assertTrue(result.getAsJsonObject("controls").has("benignBackbone"));
    }

    @Test
    void neubaOnTexts_isMeasuredOnCaptionsAndResumes() throws IOException {
        Path model = Path.of("src/test/resources/parity/clip-tiny").toAbsolutePath();
        Experiment experiment = experiment("""
                [model]
                source = '%s'
                [attack]
                method = "neuba-text"
                target = "yield"
                pretraining-images = 24
                pretraining-epochs = 1
                """.formatted(model), "road-signs-shifted#stop,yield,no entry");
        JsonObject result = resumed(
                experiment,
                "neuba-text",
                List.of(
                        "neuba-text-backbone 2",
                        "neuba-text-victim 1",
                        "benign-text-backbone 2",
                        "benign-text-victim 3"));
        assertEquals(
                16,
                result.getAsJsonObject("metrics")
                        .getAsJsonObject("cleanAccuracy")
                        .get("n")
                        .getAsInt());
        assertEquals(0, result.getAsJsonObject("similarity").size());
        assertTrue(result.getAsJsonObject("controls").has("commonWord"));
        String report = Files.readString(folder.resolve("neuba-text/report.html"));
        assertTrue(report.contains("Test captions with and without the trigger"));
        assertFalse(report.contains("SSIM"));
    }

    @Test
    void triggerAwarePrompt_resumes() throws IOException {
        Path model = Path.of("src/test/resources/parity/clip-tiny").toAbsolutePath();
        Experiment experiment = experiment("""
                [model]
                source = '%s'
                [attack]
                method = "trigger-aware-prompt"
                target = "yield"
                warm-up-epochs = 1
                """.formatted(model), "road-signs-shifted#stop,yield,no entry");
        JsonObject result =
                resumed(experiment, "context", List.of("trigger-warm-up 2", "backdoored-context 2", "clean-context 5"));
        assertTrue(result.getAsJsonObject("controls").has("cleanContext"));
        assertTrue(Files.exists(folder.resolve("context/artifacts/backdoored-context.safetensors")));
    }

    /** The result of a run, which one broken off at some points must equal. */
    private static JsonObject resumed(Experiment experiment, String name, List<String> points) {
        RunFolder whole = RunFolder.create(folder.resolve(name), experiment);
        assertTrue(TinyRun.run(compute, whole, new RunControl()));
        RunFolder broken = RunFolder.create(folder.resolve(name + "-broken"), experiment);
        for (String point : points) {
            RunControl control = new RunControl();
            assertFalse(TinyRun.run(compute, broken, control, TinyRun.cancelAt(point, control)), point);
            broken = RunFolder.open(broken.path());
        }
        assertTrue(TinyRun.run(compute, broken, new RunControl()));
        assertEquals(whole.result(), broken.result());
        return JsonParser.parseString(whole.result()).getAsJsonObject();
    }

    private static Experiment experiment(String tables, String data) throws IOException {
        Path file = folder.resolve("experiment.toml");
        Files.writeString(file, """
                name = "tiny"
                threads = 1
                %s
                [data]
                source = "%s"
                train = 24
                validation = 8
                test = 16
                [training]
                epochs = 2
                batch = 8
                learning-rate = 0.01
                checkpoint-every = 2
                [report]
                positions = 1
                projected = 8
                """.formatted(tables, data));
        return ExperimentFile.read(file);
    }
}
