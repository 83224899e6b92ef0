package org.triggerworkbench.experiment.matrix;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.AtomicFiles;

/**
 * How a cell ended, in a small file beside the run folders, so that thousands can be read at once.
 *
 * @param reason why it failed; null if it is done
 * @param result null if it failed
 * @param control what an attack's clean counterpart had; null of a defence
 * @param seconds of all processes that worked on it
 * @param peakBytes of the largest of them
 */
record StateFile(
        @Nullable String reason,
        @Nullable CellResult result,
        @Nullable CellResult control,
        double seconds,
        long peakBytes) {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private record Figures(
            @Nullable Map<MatrixMeasure, Double> values,
            long n,
            @Nullable String verdict) {
        static @Nullable Figures of(@Nullable CellResult result) {
            return result == null ? null : new Figures(result.values(), result.n(), result.verdict());
        }

        static @Nullable CellResult result(@Nullable Figures figures) {
            return figures == null || figures.values() == null
                    ? null
                    : new CellResult(figures.values(), figures.n(), figures.verdict());
        }
    }

    private record Json(
            @Nullable String reason,
            @Nullable Figures result,
            @Nullable Figures control,
            double seconds,
            long peakBytes) {}

    /** From the text of a run's result.json. */
    static StateFile done(String result, double seconds, long peakBytes) {
        return new StateFile(null, CellResult.of(result), CellResult.ofControl(result), seconds, peakBytes);
    }

    static StateFile failed(String reason, double seconds, long peakBytes) {
        return new StateFile(reason, null, null, seconds, peakBytes);
    }

    /** Null where there is none. */
    static @Nullable StateFile read(Path file) {
        try {
            Json json = GSON.fromJson(Files.readString(file), Json.class);
            return json == null
                    ? null
                    : new StateFile(
                            json.reason(),
                            Figures.result(json.result()),
                            Figures.result(json.control()),
                            json.seconds(),
                            json.peakBytes());
        } catch (IOException | JsonParseException e) {
            return null;
        }
    }

    void write(Path file) {
        Json json = new Json(reason, Figures.of(result), Figures.of(control), seconds, peakBytes);
        AtomicFiles.write(file, (GSON.toJson(json) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    CellStatus status(MatrixCell.Kind kind) {
        CellResult shown = kind == MatrixCell.Kind.CONTROL ? control : result;
        return reason == null
                ? new CellStatus(CellState.DONE, null, shown, seconds, peakBytes)
                : new CellStatus(CellState.FAILED, reason, null, seconds, peakBytes);
    }
}
