package org.triggerworkbench.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.matrix.CellState;
import org.triggerworkbench.experiment.matrix.LocalMatrix;
import org.triggerworkbench.experiment.matrix.MatrixEstimate;
import org.triggerworkbench.experiment.matrix.MatrixFile;
import org.triggerworkbench.experiment.matrix.MatrixFolder;
import org.triggerworkbench.experiment.matrix.MatrixOptions;
import org.triggerworkbench.experiment.matrix.MatrixPlan;
import org.triggerworkbench.experiment.matrix.SlurmMatrix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs attacks against defences over seeds and settings, each cell in a process and a run folder of its own. */
@Command(name = "matrix", resourceBundle = CommandLines.BUNDLE)
final class MatrixCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE.toml", descriptionKey = "matrixFile")
    private @Nullable Path file;

    @Option(names = "--out", paramLabel = "DIR", descriptionKey = "matrixOut")
    private @Nullable Path out;

    @Option(names = "--resume", paramLabel = "DIR", descriptionKey = "matrixResume")
    private @Nullable Path resume;

    @Option(names = "--cancel", paramLabel = "DIR", descriptionKey = "matrixCancel")
    private @Nullable Path cancel;

    @Option(names = "--workers", paramLabel = "N", converter = Counts.class, descriptionKey = "matrixWorkers")
    private @Nullable Integer workers;

    @Option(names = "--threads", paramLabel = "N", converter = Counts.class, descriptionKey = "matrixThreads")
    private @Nullable Integer threads;

    @Option(names = "--devices", paramLabel = "cuda:N", split = ",", descriptionKey = "matrixDevices")
    private List<String> devices = List.of();

    @Option(names = "--shuffle", paramLabel = "SEED", descriptionKey = "matrixShuffle")
    private @Nullable Long shuffle;

    @Option(names = "--dry-run", descriptionKey = "matrixDryRun")
    private boolean dryRun;

    @Option(names = "--retry-failed", descriptionKey = "matrixRetryFailed")
    private boolean retryFailed;

    @Option(names = "--format", paramLabel = "FORMAT", split = ",", descriptionKey = "matrixFormat")
    private List<MatrixFormat> formats = List.of();

    @Option(names = "--tensorboard", descriptionKey = "matrixTensorBoard")
    private boolean tensorBoard;

    @Mixin
    private final SlurmOptions cluster = new SlurmOptions();

    /** What this program says to processes of its own. */
    @Option(names = "--cell", paramLabel = "ID", hidden = true)
    private @Nullable String cell;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        Path unfinished = resume;
        String one = cell;
        if (unfinished != null && one != null) {
            return new CellProcess(
                            MatrixFolder.open(unfinished),
                            one,
                            own.commandLine().getErr())
                    .run();
        }
        Path unwanted = cancel;
        if (unwanted != null && file == null && unfinished == null) {
            SlurmMatrix.cancel(MatrixFolder.open(unwanted));
            return 0;
        }
        MatrixFolder folder = folder(own);
        if (dryRun) {
            MatrixReport.dryRun(folder, workers(), own.commandLine().getOut(), json);
            return 0;
        }
        if (retryFailed) {
            folder.retryFailed();
        }
        if (tensorBoard) {
            folder.keepTensorBoard();
        }
        PrintWriter err = own.commandLine().getErr();
        boolean whole =
                cluster.isAsked() ? cluster.run(folder, new MatrixProgress(folder, err), err) : local(folder, err);
        MatrixFormat.write(folder, formats);
        own.commandLine().getOut().println(json ? json(folder) : folder.path());
        return whole ? 0 : CommandLines.FAILED;
    }

    /** Each card has one unless somebody says so. */
    private int workers() {
        Integer given = workers;
        return given == null ? Math.max(1, devices.size()) : given;
    }

    private boolean local(MatrixFolder folder, PrintWriter err) {
        LocalMatrix matrix = new LocalMatrix(
                folder, new LocalMatrix.Options(workers(), devices, shuffle), new MatrixProgress(folder, err));
        try (InterruptGuard _ =
                new InterruptGuard(matrix::cancel, err, "trigger-workbench matrix --resume " + folder.path())) {
            return matrix.run();
        }
    }

    private MatrixFolder folder(CommandSpec own) {
        Path given = file;
        Path unfinished = resume;
        Integer side = workers;
        for (String device : devices) {
            if (!device.matches("cuda:[0-9]+")) {
                throw new ParameterException(own.commandLine(), CliText.get("use.matrixDevices", device));
            }
        }
        if (side != null && !devices.isEmpty() && side > devices.size()) {
            throw new ParameterException(
                    own.commandLine(),
                    CliText.get("use.matrixWorkers", Integer.toString(side), Integer.toString(devices.size())));
        }
        if (cluster.isAlone() || (cluster.isAsked() && !devices.isEmpty())) {
            throw new ParameterException(own.commandLine(), CliText.get("use.matrixSlurm"));
        }
        if (unfinished != null && given == null && out == null && threads == null && devices.isEmpty()) {
            return MatrixFolder.open(unfinished);
        }
        if (given == null || unfinished != null || cancel != null || cell != null) {
            throw new ParameterException(own.commandLine(), CliText.get("use.matrix"));
        }
        // Each process sees the one device that it was given, and to it that is the first.
        MatrixPlan plan = MatrixFile.plan(given, new MatrixOptions(threads, devices.isEmpty() ? null : "cuda:0"));
        Path place = out == null ? Path.of("runs", plan.name().replaceAll("[^\\p{L}\\p{N}._-]+", "-")) : out;
        return dryRun ? MatrixFolder.over(place, plan) : MatrixFolder.create(place, plan, given);
    }

    private static String json(MatrixFolder folder) {
        JsonObject all = new JsonObject();
        all.addProperty("folder", folder.path().toString());
        MatrixEstimate counts = MatrixEstimate.of(folder);
        all.addProperty("cells", counts.done() + counts.failed() + counts.left());
        all.addProperty(word(CellState.DONE), counts.done());
        all.addProperty(word(CellState.FAILED), counts.failed());
        all.addProperty("left", counts.left());
        return new GsonBuilder().disableHtmlEscaping().create().toJson(all);
    }

    private static String word(CellState state) {
        return MatrixReport.word(state);
    }
}
