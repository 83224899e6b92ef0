package org.triggerworkbench.cli;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.folder.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an experiment file, or goes on with a run. */
@Command(name = "run", resourceBundle = CommandLines.BUNDLE)
final class RunCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE.toml", descriptionKey = "experiment")
    private @Nullable Path file;

    @Option(names = "--out", paramLabel = "DIR", descriptionKey = "runOut")
    private @Nullable Path out;

    @Option(names = "--resume", paramLabel = "DIR", descriptionKey = "resume")
    private @Nullable Path resume;

    @Option(names = "--trust-script", descriptionKey = "trustScript")
    private boolean trustScript;

    @Option(names = "--tensorboard", descriptionKey = "tensorBoard")
    private boolean tensorBoard;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        RunFolder folder = folder(own);
        if (tensorBoard) {
            folder.keepTensorBoard();
        }
        if (!Runs.finish(folder, own.commandLine().getErr(), trustScript)) {
            return CommandLines.FAILED;
        }
        own.commandLine().getOut().println(json ? folder.result().strip() : folder.path());
        return 0;
    }

    private RunFolder folder(CommandSpec own) {
        Path given = file;
        Path unfinished = resume;
        if (unfinished != null && given == null && out == null) {
            return RunFolder.open(unfinished);
        }
        if (given == null || unfinished != null) {
            throw new ParameterException(own.commandLine(), CliText.get("use.run"));
        }
        Experiment experiment = ExperimentFile.read(given);
        return RunFolder.create(out == null ? fresh(experiment) : out, experiment);
    }

    /** A folder for a run that was told none. */
    static Path fresh(Experiment experiment) {
        String name = experiment.name().replaceAll("[^\\p{L}\\p{N}._-]+", "-");
        return Path.of(
                "runs", name + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP));
    }
}
