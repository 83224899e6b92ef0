package org.triggerworkbench.experiment.folder;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.experiment.OutputFolders;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The folder of a run, the truth about it: experiment.toml as resolved, metrics.jsonl and metrics.csv, checkpoints/, artifacts/,
 * result.json, report.html, tensorboard/ on request, README.md, and notes.json of its user; run.lock while somebody works on
 * it. Each file is written whole or not at all; metrics.jsonl grows by whole lines, TensorBoard's file by whole records.
 */
public final class RunFolder {
    private static final Messages TEXT = Messages.of(RunFolder.class);
    private static final String EXPERIMENT = "experiment.toml";
    /** Lies beside the files of a scene. */
    private static final String RECIPE = "recipe.toml";

    private static final String METRICS = "metrics.jsonl";
    private static final String METRICS_TABLE = "metrics.csv";
    private static final String TENSOR_BOARD = "tensorboard";
    private static final String README = "README.md";
    private static final String RESULT = "result.json";
    private static final String REPORT = "report.html";
    private static final String NOTES = "notes.json";
    private static final String CHECKPOINTS = "checkpoints";
    private static final String ARTIFACTS = "artifacts";

    private final Path path;
    private final Experiment experiment;

    private RunFolder(Path path, Experiment experiment) {
        this.path = path;
        this.experiment = experiment;
    }

    /**
     * Starts a run in a folder that is absent or empty, or that holds only the experiment of a run which never started.
     *
     * @throws InputException if the folder holds something, somebody works in it, or it cannot be written to
     */
    public static RunFolder create(Path path, Experiment experiment) {
        OutputFolders.create(path);
        try (Stream<Path> files = Files.list(path)) {
            RunLock.requireFree(path);
            List<Path> content = files.filter(file -> !file.equals(path.resolve(RunLock.FILE)))
                    .filter(file -> !isEmptyFolder(file, path.resolve(TENSOR_BOARD)))
                    .toList();
            boolean neverStarted = content.equals(List.of(path.resolve(EXPERIMENT))) && isOurs(content.getFirst());
            if (!content.isEmpty() && !neverStarted) {
                throw new InputException(TEXT.get("run.full", path));
            }
        } catch (IOException e) {
            throw new InputException(TEXT.get("run.unreadable", path), e);
        }
        Experiment resolved = experiment.resolved();
        ExperimentFile.write(path.resolve(EXPERIMENT), resolved);
        return new RunFolder(path, resolved);
    }

    /**
     * Opens the folder of a run, finished or not.
     *
     * @throws InputException if it is none
     */
    public static RunFolder open(Path path) {
        if (!isRun(path)) {
            throw new InputException(TEXT.get("run.none", path));
        }
        return new RunFolder(path, ExperimentFile.readOfRun(path.resolve(EXPERIMENT)));
    }

    /** The runs that made the model or the prompt of an experiment, where they are in a folder of ours. */
    public static List<RunFolder> whichMade(Experiment experiment) {
        return origins(experiment)
                .map(Path::getParent)
                .filter(folder -> folder != null && folder.endsWith(ARTIFACTS))
                .map(Path::getParent)
                .filter(RunFolder::isRun)
                .map(RunFolder::open)
                .toList();
    }

    /** The experiments that made the model or the prompt of an experiment, where they are known: of our runs, and of our scenes. */
    public static List<Experiment> behind(Experiment experiment) {
        return origins(experiment)
                .map(RunFolder::whatMade)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * The experiment that made a file, where that is known: of one of our runs, or of one of our scenes.
     *
     * @throws InputException if the experiment's file is damaged
     */
    public static Optional<Experiment> whatMade(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path run = folder != null && folder.endsWith(ARTIFACTS) ? folder.getParent() : null;
        if (run != null && isRun(run)) {
            return Optional.of(open(run).experiment());
        }
        Path recipe = file.resolveSibling(RECIPE);
        return Files.isRegularFile(recipe) ? Optional.of(ExperimentFile.read(recipe)) : Optional.empty();
    }

    private static Stream<Path> origins(Experiment experiment) {
        String prompt = experiment.prompt().file();
        return Stream.concat(
                Stream.of(Path.of(experiment.model().source()).toAbsolutePath().normalize()),
                prompt.isEmpty() ? Stream.empty() : Stream.of(PromptFiles.origin(Path.of(prompt))));
    }

    /** Asked for by a run that never started. */
    private static boolean isEmptyFolder(Path file, Path expected) {
        String[] content = file.equals(expected) ? file.toFile().list() : null;
        return content != null && content.length == 0;
    }

    /** Whether an experiment file is as a run writes it; what the user wrote by hand must not be lost. */
    private static boolean isOurs(Path file) throws IOException {
        try {
            return Files.isRegularFile(file)
                    && ExperimentFile.text(ExperimentFile.readOfRun(file)).equals(Files.readString(file));
        } catch (InputException e) {
            return false;
        }
    }

    public Path path() {
        return path;
    }

    public Experiment experiment() {
        return experiment;
    }

    /** Whether a folder is a run's, finished or not. */
    public static boolean isRun(Path path) {
        return Files.isRegularFile(path.resolve(EXPERIMENT));
    }

    /** Whether somebody works on a run, as far as can be told from here. */
    public static boolean isWorkedOn(Path path) {
        return RunLock.isHeld(path);
    }

    /** When a run last wrote of itself. */
    public static Instant lastWritten(Path path) {
        return Stream.of(RESULT, METRICS, EXPERIMENT)
                .map(path::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .map(file -> Instant.ofEpochMilli(file.toFile().lastModified()))
                .orElse(Instant.EPOCH);
    }

    /** What the user calls a run and says of it, even of one that cannot be opened. */
    public static RunNotes notes(Path path) {
        return RunNotes.read(path.resolve(NOTES));
    }

    /**
     * Writes notes on a run.
     *
     * @throws InputException if they cannot be written
     */
    public static void writeNotes(Path path, RunNotes notes) {
        notes.write(path.resolve(NOTES));
    }

    /** Where trained and made things lie; made when first asked for. */
    public Path artifacts() {
        return OutputFolders.create(path.resolve(ARTIFACTS));
    }

    /** What a run has made so far. */
    public static RunArtifacts made(Path path) {
        return new RunArtifacts(path.resolve(ARTIFACTS));
    }

    /** The last checkpoint of each phase. */
    public FileCheckpoints checkpoints() {
        return new FileCheckpoints(OutputFolders.create(path.resolve(CHECKPOINTS)));
    }

    /**
     * Takes the right to work on this run; closing gives it back.
     *
     * @param lost is run on another thread if somebody else has taken it over meanwhile
     * @throws InputException if somebody works on it, saying who, or the folder cannot be written to
     */
    public RunLock lock(Runnable lost) {
        return RunLock.take(path, path.resolve(EXPERIMENT), lost);
    }

    /**
     * Deletes the half-written files of a run that was killed.
     *
     * @param lock of this run
     */
    public void deleteLeftovers(RunLock lock) {
        if (!lock.isHeld()) {
            throw new IllegalStateException("without the lock of " + path);
        }
        for (Path folder : List.of(path, path.resolve(CHECKPOINTS), path.resolve(ARTIFACTS))) {
            if (Files.isDirectory(folder)) {
                AtomicFiles.deleteLeftovers(folder);
            }
        }
    }

    /** Where the metrics are told. */
    public MetricsLog log() {
        return new MetricsLog(path.resolve(METRICS));
    }

    /** Asks for the curves as TensorBoard reads them, from now on and after each resume; those of a finished run are written. */
    public void keepTensorBoard() {
        OutputFolders.create(path.resolve(TENSOR_BOARD));
        if (isFinished()) {
            TensorBoardLog _ = new TensorBoardLog(path.resolve(TENSOR_BOARD), log().lines());
        }
    }

    /**
     * Where the metrics are told for TensorBoard, with all that was told before; empty where nobody asked for it, neither for
     * this run nor with {@code -Dworkbench.tensorboard=true} for all. To be called after the metrics are cut back.
     */
    public Optional<TensorBoardLog> tensorBoard() {
        Path folder = path.resolve(TENSOR_BOARD);
        return Files.isDirectory(folder) || Boolean.getBoolean("workbench.tensorboard")
                ? Optional.of(new TensorBoardLog(folder, log().lines()))
                : Optional.empty();
    }

    /** Writes what was told of the training as a table. */
    public void writeMetricsTable() {
        AtomicFiles.write(
                path.resolve(METRICS_TABLE), MetricsCsv.of(log().lines()).getBytes(StandardCharsets.UTF_8));
    }

    /** Writes what each file of the folder is. */
    public void writeReadme() {
        AtomicFiles.write(path.resolve(README), RunReadme.of(experiment.name()).getBytes(StandardCharsets.UTF_8));
    }

    /** What was told of the training so far, read anew at each call. */
    public RunMetrics metrics() {
        return new RunMetrics(log().lines());
    }

    public Path report() {
        return report(path);
    }

    /** The report of a finished run. */
    public static Path report(Path path) {
        return path.resolve(REPORT);
    }

    public void writeReport(String html) {
        AtomicFiles.write(report(), html.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the run has ended with a result. */
    public boolean isFinished() {
        return Files.isRegularFile(path.resolve(RESULT)) && Files.isRegularFile(report());
    }

    /** The text of result.json. */
    public String result() {
        try {
            return Files.readString(path.resolve(RESULT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a finished run found.
     *
     * @throws InputException if its result is absent or damaged
     */
    public StoredResult stored() {
        try {
            return StoredResult.of(result());
        } catch (UncheckedIOException | JsonParseException e) {
            throw new InputException(TEXT.get("run.result", path), e);
        }
    }

    public void writeResult(String json) {
        AtomicFiles.write(path.resolve(RESULT), json.getBytes(StandardCharsets.UTF_8));
    }
}
