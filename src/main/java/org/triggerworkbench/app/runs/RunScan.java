package org.triggerworkbench.app.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.folder.RunNotes;
import org.triggerworkbench.experiment.folder.StoredResult;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Reads the run folders in a folder. Not for the window thread. */
final class RunScan {
    private static final Logger LOG = LoggerFactory.getLogger(RunScan.class);
    private static final Messages TEXT = Messages.of(RunScan.class);

    private RunScan() {}

    /** The runs, newest first; a folder without an experiment, or a hidden one, is none. */
    static List<RunRow> of(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
                    .filter(RunFolder::isRun)
                    .map(RunScan::row)
                    .sorted((one, other) -> other.date().compareTo(one.date()))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new InputException(TEXT.get("scan.unreadable", folder), e);
        }
    }

    private static RunRow row(Path path) {
        Experiment experiment = null;
        try {
            RunFolder run = RunFolder.open(path);
            experiment = run.experiment();
            return run.isFinished()
                    ? row(path, experiment, run.stored(), RunRow.State.FINISHED, "")
                    : row(path, experiment, null, RunRow.State.RESUMABLE, "");
        } catch (InputException e) {
            LOG.warn("{} cannot be read", path, e);
            return row(path, experiment, null, RunRow.State.FAILED, e.sentence());
        }
    }

    private static RunRow row(
            Path path,
            @Nullable Experiment experiment,
            @Nullable StoredResult result,
            RunRow.State state,
            String fault) {
        RunNotes notes = RunFolder.notes(path);
        String own = experiment == null ? String.valueOf(path.getFileName()) : experiment.name();
        return new RunRow(
                path,
                notes.name().isEmpty() ? own : notes.name(),
                notes.note(),
                experiment == null ? "" : experiment.job().method(),
                result,
                RunFolder.lastWritten(path),
                state,
                experiment,
                fault,
                RunPicture.of(path));
    }
}
