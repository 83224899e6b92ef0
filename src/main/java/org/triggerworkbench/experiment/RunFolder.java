package org.triggerworkbench.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.triggerworkbench.compute.AtomicFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The folder of a run, the truth about it: experiment.toml as resolved, metrics.jsonl, checkpoints/, artifacts/,
 * result.json, report.html. Each file is written whole or not at all; metrics.jsonl grows by whole lines.
 */
public final class RunFolder {
    private static final Messages TEXT = Messages.of(RunFolder.class);
    private static final String EXPERIMENT = "experiment.toml";
    private static final String RESULT = "result.json";
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
     * @throws InputException if the folder holds something or cannot be written to
     */
    public static RunFolder create(Path path, Experiment experiment) {
        OutputFolders.create(path);
        try (Stream<Path> files = Files.list(path)) {
            List<Path> content = files.toList();
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
        if (!Files.isRegularFile(path.resolve(EXPERIMENT))) {
            throw new InputException(TEXT.get("run.none", path));
        }
        return new RunFolder(path, ExperimentFile.read(path.resolve(EXPERIMENT)));
    }

    /**
     * The run that made an artifact.
     *
     * @param file of a model, a prompt or a trigger; may also be the name of something bundled
     */
    static Optional<RunFolder> whichMade(String file) {
        Path folder = Path.of(file).toAbsolutePath().normalize().getParent();
        Path run = folder == null || !folder.endsWith(ARTIFACTS) ? null : folder.getParent();
        return run != null && Files.isRegularFile(run.resolve(EXPERIMENT)) ? Optional.of(open(run)) : Optional.empty();
    }

    /** Whether an experiment file is as a run writes it; what a person wrote by hand must not be lost. */
    private static boolean isOurs(Path file) throws IOException {
        try {
            return Files.isRegularFile(file)
                    && ExperimentFile.text(ExperimentFile.read(file)).equals(Files.readString(file));
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

    /** Where trained and made things lie; made when first asked for. */
    public Path artifacts() {
        return OutputFolders.create(path.resolve(ARTIFACTS));
    }

    /** The last checkpoint of each phase. */
    FileCheckpoints checkpoints() {
        return new FileCheckpoints(OutputFolders.create(path.resolve("checkpoints")));
    }

    /** Deletes the half-written files of a run that was killed; only for the one process that goes on with it. */
    void deleteLeftovers() {
        for (Path folder : List.of(path, path.resolve("checkpoints"), path.resolve(ARTIFACTS))) {
            if (Files.isDirectory(folder)) {
                AtomicFiles.deleteLeftovers(folder);
            }
        }
    }

    Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    public Path report() {
        return path.resolve("report.html");
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

    void writeResult(String json) {
        AtomicFiles.write(path.resolve(RESULT), json.getBytes(StandardCharsets.UTF_8));
    }
}
