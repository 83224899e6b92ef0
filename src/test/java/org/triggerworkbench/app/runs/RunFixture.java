package org.triggerworkbench.app.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;

/** Run folders as runs leave them, written by hand. */
final class RunFixture {
    static final String DETECTED = """
            {"schema": 1, "verdict": "backdoored", "flaggedClasses": [5], "flaggedNames": ["limit 80"],
             "statistic": 8.5, "threshold": 2}
            """;
    static final String SCORED = """
            {"schema": 1, "areaUnderRoc": 0.9731, "threshold": 1.2,
             "falseRejectionRate": {"hits": 5, "n": 100}, "falseAcceptanceRate": {"hits": 9, "n": 100}}
            """;
    static final String REPAIRED = """
            {"schema": 1, "steps": 320,
             "before": {"cleanAccuracy": {"hits": 50, "n": 60}, "attackSuccessRate": {"hits": 53, "n": 55}},
             "after": {"cleanAccuracy": {"hits": 48, "n": 60}, "attackSuccessRate": {"hits": 3, "n": 55},
                "control": {"attackSuccessRate": {"hits": 2, "n": 55}}}}
            """;

    private RunFixture() {}

    /** An experiment that is the preset but for these. */
    static Experiment experiment(String name, long seed, int epochs) {
        Experiment preset = Experiment.PRESET;
        Experiment.Training training = preset.training();
        return new Experiment(
                name,
                seed,
                preset.device(),
                preset.threads(),
                preset.model(),
                preset.data(),
                preset.prompt(),
                preset.trigger(),
                new Experiment.AttackSpec("badvisualprompt", "stop", Map.of()),
                new Experiment.Training(
                        epochs,
                        training.batch(),
                        training.optimizer(),
                        training.learningRate(),
                        training.schedule(),
                        training.warmup(),
                        training.momentum(),
                        training.weightDecay(),
                        training.checkpointEvery(),
                        false),
                preset.report());
    }

    /** A run broken off after two steps. */
    static Path resumable(Path runs, String folder, Experiment experiment) {
        Path run = runs.resolve(folder);
        RunFolder opened = RunFolder.create(run, experiment);
        write(run.resolve("metrics.jsonl"), """
                {"phase":"clean-prompt","step":1,"totalSteps":2,"epoch":1,"losses":{"total":9.0},"learningRate":0.1,"imagesPerSecond":1.0,"residentBytes":1,"kind":"step"}
                {"phase":"backdoored-prompt","step":1,"totalSteps":2,"epoch":1,"losses":{"total":2.5,"clean":2.0,"poisoned":3.0},"learningRate":0.1,"imagesPerSecond":1.0,"residentBytes":1,"kind":"step"}
                {"phase":"backdoored-prompt","step":2,"epoch":1,"metrics":{"cleanAccuracy":0.5,"attackSuccessRate":null,"controlRate":0.02},"kind":"epoch"}
                """);
        prompt(opened.artifacts().resolve("backdoored-prompt.safetensors"), experiment.seed());
        return run;
    }

    /** A finished run with these hits. */
    static Path finished(Path runs, String folder, Experiment experiment, int attackHits, int attackN) {
        Path run = resumable(runs, folder, experiment);
        write(run.resolve("report.html"), "<html></html>");
        write(run.resolve("result.json"), """
                {"schema": 1, "poisonedImages": 5, "metrics": {
                  "cleanAccuracy": {"value": 0.734, "hits": 47, "n": 64},
                  "attackSuccessRate": {"value": null, "hits": %d, "n": %d}},
                 "controls": {
                  "cleanPrompt": {"attackSuccessRate": {"value": 0.017, "hits": 1, "n": 58}},
                  "noPrompt": {"attackSuccessRate": {"value": 1, "hits": 58, "n": 58}}}}
                """.formatted(attackHits, attackN));
        return run;
    }

    /** A finished run of a defence with this result. */
    static Path defended(Path runs, String folder, String method, String result) {
        Path run = runs.resolve(folder);
        RunFolder.create(
                run, Experiment.DEFENSE_PRESET.withJob(new Experiment.Defense(method, "yield", 100, Map.of())));
        write(run.resolve("report.html"), "<html></html>");
        write(run.resolve("result.json"), result);
        return run;
    }

    /** Sets when a run was last written. */
    static void date(Path run, Instant when) {
        try {
            for (String file : new String[] {"result.json", "metrics.jsonl", "experiment.toml"}) {
                if (Files.exists(run.resolve(file))) {
                    Files.setLastModifiedTime(run.resolve(file), FileTime.from(when));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void prompt(Path file, long seed) {
        float[] values = new float[3 * 32 * 32];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(seed + i * 0.7 + i / 32 % 7);
        }
        PromptLayout layout = new PromptLayout(
                new PromptShape.Frame(6), PromptLayout.Mode.ADD, 32, 32, new float[3], new float[] {1, 1, 1});
        PromptFiles.write(file, new PromptFiles.Saved(layout, HostTensor.of(values, 3, 32, 32)));
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
