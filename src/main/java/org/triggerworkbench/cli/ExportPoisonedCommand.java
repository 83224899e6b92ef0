package org.triggerworkbench.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.experiment.run.PoisonedDataset;
import org.triggerworkbench.experiment.run.PoisonedDatasetFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the training set that a run poisoned. */
@Command(name = "poisoned", resourceBundle = CommandLines.BUNDLE)
final class ExportPoisonedCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", descriptionKey = "poisonedRun")
    private Path run = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "PATH", descriptionKey = "poisonedOut")
    private Path out = Path.of("");

    @Mixin
    private final DeviceOptions device = new DeviceOptions();

    @Override
    public Integer call() {
        RunFolder folder = RunFolder.open(run);
        try (Compute compute = device.open();
                PoisonedDataset data = PoisonedDataset.open(compute, new Sources(compute), folder)) {
            new PoisonedDatasetFiles(data, _ -> true).write(out);
        }
        Objects.requireNonNull(spec).commandLine().getOut().println(out);
        return 0;
    }
}
