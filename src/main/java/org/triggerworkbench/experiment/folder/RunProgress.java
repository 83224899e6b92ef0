package org.triggerworkbench.experiment.folder;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How far the phase is that a run is in. A run may have several phases, one after the other.
 *
 * @param epoch from 1; 0 where the phase has none
 * @param step that was written last
 * @param steps of the phase, at least 1
 */
public record RunProgress(int epoch, long step, long steps) {
    /** Lines are a few hundred bytes, those of many classes some thousand. */
    private static final int TAIL = 1 << 14;

    /** From the end of metrics.jsonl, of which no more is read; nothing where no step is there yet. Any thread but the window's. */
    public static Optional<RunProgress> of(Path run) {
        String[] lines = tail(run.resolve("metrics.jsonl")).split("\n", -1);
        // The last may not be whole yet, the first is cut off.
        for (int i = lines.length - 1; i >= 0; i--) {
            Optional<RunProgress> found = parse(lines[i]);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static String tail(Path file) {
        try (SeekableByteChannel in = Files.newByteChannel(file)) {
            in.position(Math.max(0, in.size() - TAIL));
            ByteBuffer bytes = ByteBuffer.allocate(TAIL);
            while (bytes.hasRemaining()) {
                if (in.read(bytes) < 0) {
                    break;
                }
            }
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static Optional<RunProgress> parse(String line) {
        try {
            if (line.startsWith("{")
                    && JsonParser.parseString(line) instanceof JsonObject json
                    && MetricsLine.isOne(json)
                    && whole(json, "totalSteps") > 0) {
                long steps = whole(json, "totalSteps");
                return Optional.of(
                        new RunProgress((int) whole(json, "epoch"), Math.min(steps, whole(json, "step")), steps));
            }
        } catch (JsonParseException | NumberFormatException | IllegalStateException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static long whole(JsonObject json, String key) {
        JsonElement value = json.get(key);
        return value == null || !value.isJsonPrimitive() ? 0 : value.getAsLong();
    }

    /** From 0 to 1. */
    public double share() {
        return (double) step / steps;
    }
}
