package org.triggerworkbench.app.runs;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.Experiment;
import org.triggerworkbench.experiment.RunFolder;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Reads the run folders in a folder. Not for the window thread. */
final class RunScan {
    private static final Logger LOG = LoggerFactory.getLogger(RunScan.class);
    private static final Messages TEXT = Messages.of(RunScan.class);
    private static final String EXPERIMENT = "experiment.toml";

    private RunScan() {}

    /** The runs, newest first; a folder without an experiment, or a hidden one, is none. */
    static List<RunRow> of(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
                    .filter(path -> Files.isRegularFile(path.resolve(EXPERIMENT)))
                    .map(RunScan::row)
                    .sorted((one, other) -> other.date().compareTo(one.date()))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new InputException(TEXT.get("scan.unreadable", folder), e);
        }
    }

    private static RunRow row(Path path) {
        RunNotes notes = RunNotes.read(path);
        RunFolder run;
        try {
            run = RunFolder.open(path);
        } catch (InputException e) {
            return failed(path, notes, null, e.sentence());
        }
        Experiment experiment = run.experiment();
        if (!run.isFinished()) {
            return new RunRow(
                    path,
                    name(path, notes, experiment),
                    notes.note(),
                    experiment.job().method(),
                    Rate.NONE,
                    Rate.NONE,
                    Rate.NONE,
                    date(path),
                    RunRow.State.RESUMABLE,
                    experiment,
                    "",
                    RunPicture.of(path));
        }
        try {
            return finished(run, notes);
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | IllegalArgumentException
                | UnsupportedOperationException
                | ClassCastException
                | UncheckedIOException e) {
            LOG.warn("{} cannot be read", path, e);
            return failed(path, notes, experiment, TEXT.get("scan.result", path));
        }
    }

    private static RunRow finished(RunFolder run, RunNotes notes) {
        Experiment experiment = run.experiment();
        JsonObject result = JsonParser.parseString(run.result()).getAsJsonObject();
        JsonObject metrics = result.getAsJsonObject("metrics");
        // The first control is the same attack without poison; the others ask other questions.
        Rate control = result.getAsJsonObject("controls").entrySet().stream()
                .map(Map.Entry::getValue)
                .findFirst()
                .map(JsonElement::getAsJsonObject)
                .map(first -> rate(first, "attackSuccessRate"))
                .orElse(Rate.NONE);
        return new RunRow(
                run.path(),
                name(run.path(), notes, experiment),
                notes.note(),
                experiment.job().method(),
                rate(metrics, "attackSuccessRate"),
                rate(metrics, "cleanAccuracy"),
                control,
                date(run.path()),
                RunRow.State.FINISHED,
                experiment,
                "",
                RunPicture.of(run.path()));
    }

    private static RunRow failed(Path path, RunNotes notes, @Nullable Experiment experiment, String fault) {
        return new RunRow(
                path,
                name(path, notes, experiment),
                notes.note(),
                experiment == null ? "" : experiment.job().method(),
                Rate.NONE,
                Rate.NONE,
                Rate.NONE,
                date(path),
                RunRow.State.FAILED,
                experiment,
                fault,
                RunPicture.of(path));
    }

    private static String name(Path path, RunNotes notes, @Nullable Experiment experiment) {
        if (!notes.name().isEmpty()) {
            return notes.name();
        }
        return experiment == null ? String.valueOf(path.getFileName()) : experiment.name();
    }

    private static Rate rate(JsonObject metrics, String key) {
        JsonObject rate = metrics.getAsJsonObject(key);
        return new Rate(rate.get("hits").getAsLong(), rate.get("n").getAsLong());
    }

    /** Of the newest file there is. */
    private static Instant date(Path path) {
        return Stream.of("result.json", "metrics.jsonl", EXPERIMENT)
                .map(path::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .map(file -> Instant.ofEpochMilli(file.toFile().lastModified()))
                .orElse(Instant.EPOCH);
    }
}
