package org.triggerworkbench.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.experiment.open.Subject;
import org.triggerworkbench.experiment.open.SubjectRequest;
import org.triggerworkbench.training.RunControl;

/** Whole runs of the repairs of CLIPs and prompts, on a tiny one. */
class ClipRepairRunTest {
    @TempDir
    static Path folder;

    private static Compute compute;
    private static Path model;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
        TinyRun.experiment(folder);
        model = folder.resolve("tiny-model");
    }

    @AfterAll
    static void close() {
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @ParameterizedTest
    @CsvSource({
        "cleanclip, cleanclip 3",
        "par, par 1",
        "rvpt, repulsive-prompts 3",
        "linear-probe, linear-probe 2",
        "fine-tuning, fine-tuning 1"
    })
    void brokenOffRun_givesTheSameResult(String method, String point) throws IOException {
        RunFolder whole = RunFolder.create(folder.resolve(method), repair(method, model, ""));
        assertTrue(TinyRun.run(compute, whole, new RunControl()));
        RunFolder broken = RunFolder.create(folder.resolve(method + "-broken"), whole.experiment());
        for (String at : new String[] {point, "rebound 1"}) {
            RunControl control = new RunControl();
            assertFalse(TinyRun.run(compute, broken, control, TinyRun.cancelAt(at, control)), at);
            broken = RunFolder.open(broken.path());
        }
        assertTrue(TinyRun.run(compute, broken, new RunControl()));
        assertEquals(whole.result(), broken.result());
    }

    @ParameterizedTest
    @CsvSource({"linear-probe, repaired, ''", "par, repaired, ''", "rvpt, '', repaired.safetensors"})
    void whatWasSaved_isMeasuredAsItWasRepaired(String method, String madeModel, String madePrompt) throws IOException {
        RunFolder run = RunFolder.create(folder.resolve("saved-" + method), repair(method, model, ""));
        assertTrue(TinyRun.run(compute, run, new RunControl()));
        Path opened = madeModel.isEmpty() ? model : run.artifacts().resolve(madeModel);
        SubjectRequest request = new SubjectRequest(
                new SubjectRequest.Model(opened.toString(), null, 0, 0),
                new SubjectRequest.Images.Parts("road-signs", 0, 500, 24, 1, BrokenPictures.REFUSE),
                "yield",
                madePrompt.isEmpty() ? null : run.artifacts().resolve(madePrompt),
                null,
                null);
        try (Subject subject = Subject.open(compute, new Sources(compute), request)) {
            assertEquals(
                    json(run)
                            .getAsJsonObject("after")
                            .getAsJsonObject("cleanAccuracy")
                            .get("hits")
                            .getAsLong(),
                    subject.measure(24).cleanAccuracy().hits());
        }
    }

    @Test
    void givenPrompt_isTunedAndHeldAgainstANewOne() throws IOException {
        RunFolder made = RunFolder.create(folder.resolve("prompt"), TinyRun.experiment(folder));
        assertTrue(TinyRun.run(compute, made, new RunControl()));
        Path prompt = made.artifacts().resolve("backdoored-prompt.safetensors");
        RunFolder run = RunFolder.create(
                folder.resolve("tuned"),
                repair("clean-prompt-tuning", model, "[prompt]\nfile = '%s'".formatted(prompt)));
        assertTrue(TinyRun.run(compute, run, new RunControl()));
        for (String row : new String[] {"before", "after", "plainFineTuning", "rebound"}) {
            assertTrue(json(run).getAsJsonObject(row).has("cleanAccuracy"), row);
        }
        assertTrue(Files.isRegularFile(run.artifacts().resolve("repaired.safetensors")));
    }

    private static JsonObject json(RunFolder run) {
        return JsonParser.parseString(run.result()).getAsJsonObject();
    }

    private static Experiment repair(String method, Path source, String prompt) throws IOException {
        Path file = folder.resolve("repair.toml");
        Files.writeString(file, """
                name = "tiny"
                threads = 1
                [model]
                source = '%s'
                %s
                [data]
                source = "road-signs"
                test = 24
                [defense]
                method = "%s"
                target = "yield"
                budget = 32
                [training]
                epochs = 1
                batch = 8
                checkpoint-every = 1
                """.formatted(source, prompt, method));
        return ExperimentFile.read(file);
    }
}
