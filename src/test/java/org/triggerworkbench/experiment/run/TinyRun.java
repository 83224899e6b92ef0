package org.triggerworkbench.experiment.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.MetricListener;
import org.triggerworkbench.training.RunControl;

/** An experiment of two phases of eight steps on a copy of the parity tests' CLIP. */
final class TinyRun {
    static final int STEPS = 8;
    private static final Path CLIP = Path.of("src/test/resources/parity/clip-tiny");

    private TinyRun() {}

    /** The experiment; the model is copied beside where it will run. */
    static Experiment experiment(Path folder) {
        Path model = folder.resolve("tiny-model");
        Path file = folder.resolve("tiny.toml");
        try {
            if (!Files.exists(model)) {
                Files.createDirectory(model);
                for (String name :
                        List.of("config.json", "model.safetensors", "tokenizer.json", "preprocessor_config.json")) {
                    Files.copy(CLIP.resolve(name), model.resolve(name));
                }
            }
            Files.writeString(file, """
                    name = "tiny"
                    threads = 1
                    [model]
                    source = '%s'
                    [data]
                    source = "road-signs"
                    train = 32
                    validation = 8
                    test = 24
                    [attack]
                    poisoning-rate = 0.2
                    weighting = "two-mean"
                    poisoned-batch = 2
                    [training]
                    epochs = 2
                    batch = 8
                    checkpoint-every = 3
                    [report]
                    positions = 1
                    projected = 16
                    """.formatted(model));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ExperimentFile.read(file);
    }

    static boolean run(Compute compute, RunFolder folder, RunControl control, MetricListener... listeners) {
        return new ExperimentRunner(compute, new Sources(compute)).run(folder, control, List.of(listeners));
    }

    /** Cancels after a step such as "clean-prompt 4", at the next checkpoint at the latest. */
    static MetricListener cancelAt(String point, RunControl control) {
        String phase = point.substring(0, point.indexOf(' '));
        long from = Long.parseLong(point.substring(point.indexOf(' ') + 1));
        return new MetricListener() {
            @Override
            public void onEvent(MetricEvent event) {
                if (event instanceof MetricEvent.Step step
                        && step.phase().name().equals(phase)
                        && step.step() >= from) {
                    control.cancel();
                }
            }

            @Override
            public boolean keepsRecord() {
                return true;
            }
        };
    }
}
