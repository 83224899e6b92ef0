package org.triggerworkbench.experiment.folder;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.MetricListener;

/** metrics.jsonl: one JSON object a line, grown by whole lines, cut back to the checkpoints when a run is resumed. */
public final class MetricsLog implements MetricListener {
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .registerTypeAdapter(Double.class, new Figures())
            .create();

    private final Path file;

    MetricsLog(Path file) {
        this.file = file;
    }

    @Override
    public void onEvent(MetricEvent event) {
        if (event instanceof MetricEvent.Start) {
            return;
        }
        try {
            Files.writeString(
                    file, GSON.toJson(line(event)) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new InputException(Messages.of(MetricsLog.class).get("metrics.write", file), e);
        }
    }

    /** What a step or an epoch is told by. */
    static JsonObject line(MetricEvent event) {
        JsonObject line = GSON.toJsonTree(event).getAsJsonObject();
        line.addProperty("phase", event.phase().name());
        line.addProperty("part", event.phase().part().name().toLowerCase(Locale.ROOT));
        line.addProperty("kind", event instanceof MetricEvent.Step ? "step" : "epoch");
        return line;
    }

    /** Whether a line tells of a step, not of an epoch. */
    static boolean isStep(JsonObject line) {
        return line.get("kind").getAsString().equals("step");
    }

    /** The losses of a step or the measures of an epoch. */
    static JsonObject figures(JsonObject line) {
        return line.getAsJsonObject(isStep(line) ? "losses" : "metrics");
    }

    @Override
    public boolean keepsRecord() {
        return true;
    }

    /**
     * All whole lines, oldest first; a line broken off by a kill is left out.
     *
     * @throws InputException if a line is whole but tells nothing of a training, or the file cannot be read
     */
    public List<JsonObject> lines() {
        return List.copyOf(whole().values());
    }

    /**
     * Drops what was told after the checkpoints, so that a resumed run tells it again.
     *
     * @param steps steps done at the checkpoint of each phase that has one
     */
    public void cutBack(Map<String, Long> steps) {
        StringBuilder kept = new StringBuilder();
        whole().forEach((line, object) -> {
            // A phase without a checkpoint tells everything again, its figures at the start, too.
            long checkpoint = steps.getOrDefault(object.get("phase").getAsString(), -1L);
            if (object.get("step").getAsLong() <= checkpoint) {
                kept.append(line).append('\n');
            }
        });
        AtomicFiles.write(file, kept.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** All whole lines with what they say. No two are equal, since a step is told once. */
    private Map<String, JsonObject> whole() {
        Map<String, JsonObject> objects = new LinkedHashMap<>();
        int number = 0;
        for (String line : text().split("\n")) {
            number++;
            if (!line.isBlank()) {
                JsonElement told;
                try {
                    told = JsonParser.parseString(line);
                } catch (JsonParseException e) {
                    break;
                }
                if (!MetricsLine.isOne(told)) {
                    throw new InputException(Messages.of(MetricsLog.class).get("metrics.line", number, file));
                }
                objects.put(line, told.getAsJsonObject());
            }
        }
        return objects;
    }

    private String text() {
        if (!Files.exists(file)) {
            return "";
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InputException(Messages.of(MetricsLog.class).get("metrics.read", file), e);
        }
    }

    /** Figures of nothing counted are NaN, which JSON does not know: null. */
    private static final class Figures extends TypeAdapter<Double> {
        @Override
        public void write(JsonWriter out, Double value) throws IOException {
            if (Double.isFinite(value)) {
                out.value(value);
            } else {
                out.nullValue();
            }
        }

        @Override
        public Double read(JsonReader in) throws IOException {
            return in.nextDouble();
        }
    }
}
