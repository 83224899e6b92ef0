package org.triggerworkbench.experiment.matrix;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
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
    /** From the text of a run's result.json. */
    static StateFile done(String result, double seconds, long peakBytes) {
        return new StateFile(null, CellResult.of(result), CellResult.ofControl(result), seconds, peakBytes);
    }

    static StateFile failed(String reason, double seconds, long peakBytes) {
        return new StateFile(reason, null, null, seconds, peakBytes);
    }

    /** Null where there is none. */
    static @Nullable StateFile read(Path file) {
        try (JsonReader in = new JsonReader(new StringReader(Files.readString(file)))) {
            return read(in);
        } catch (IOException | JsonParseException | IllegalStateException | IllegalArgumentException e) {
            return null;
        }
    }

    /** The next value, token by token: thousands are read at once before anything is warm. */
    static StateFile read(JsonReader in) throws IOException {
        String reason = null;
        CellResult result = null;
        CellResult control = null;
        double seconds = 0;
        long peakBytes = 0;
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            if (in.peek() == JsonToken.NULL) {
                in.skipValue();
                continue;
            }
            switch (name) {
                case "reason" -> reason = in.nextString();
                case "result" -> result = figures(in);
                case "control" -> control = figures(in);
                case "seconds" -> seconds = in.nextDouble();
                case "peakBytes" -> peakBytes = in.nextLong();
                default -> in.skipValue();
            }
        }
        in.endObject();
        return new StateFile(reason, result, control, seconds, peakBytes);
    }

    private static CellResult figures(JsonReader in) throws IOException {
        Map<MatrixMeasure, Double> values = new EnumMap<>(MatrixMeasure.class);
        long n = 0;
        String verdict = null;
        in.beginObject();
        while (in.hasNext()) {
            switch (in.nextName()) {
                case "values" -> {
                    in.beginObject();
                    while (in.hasNext()) {
                        values.put(MatrixMeasure.valueOf(in.nextName()), in.nextDouble());
                    }
                    in.endObject();
                }
                case "n" -> n = in.nextLong();
                case "verdict" -> verdict = in.nextString();
                default -> in.skipValue();
            }
        }
        in.endObject();
        return new CellResult(values, n, verdict);
    }

    void write(Path file) {
        AtomicFiles.write(file, out -> {
            JsonWriter json = new JsonWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            json.setHtmlSafe(false);
            json.setIndent("  ");
            write(json);
            json.flush();
            out.write('\n');
        });
    }

    void write(JsonWriter json) throws IOException {
        json.setSerializeNulls(false);
        json.beginObject().name("reason").value(reason);
        write(json, "result", result);
        write(json, "control", control);
        json.name("seconds").value(seconds).name("peakBytes").value(peakBytes).endObject();
    }

    private static void write(JsonWriter json, String name, @Nullable CellResult result) throws IOException {
        if (result == null) {
            return;
        }
        json.name(name).beginObject().name("values").beginObject();
        for (Map.Entry<MatrixMeasure, Double> value : result.values().entrySet()) {
            json.name(value.getKey().name()).value(value.getValue());
        }
        json.endObject().name("n").value(result.n());
        json.name("verdict").value(result.verdict()).endObject();
    }

    CellStatus status(MatrixCell.Kind kind) {
        CellResult shown = kind == MatrixCell.Kind.CONTROL ? control : result;
        return reason == null
                ? new CellStatus(CellState.DONE, null, shown, seconds, peakBytes)
                : new CellStatus(CellState.FAILED, reason, null, seconds, peakBytes);
    }
}
