package org.triggerworkbench.experiment.folder;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.training.Phase;

/** A line of metrics.jsonl: a step with its losses, or an epoch with its measures. */
final class MetricsLine {
    private MetricsLine() {}

    /** Whether JSON is one, so that whoever reads its fields finds them. */
    static boolean isOne(JsonElement json) {
        if (!(json instanceof JsonObject line)
                || text(line, "phase") == null
                || !isNumber(line.get("step"))
                || !isPart(line)) {
            return false;
        }
        return switch (String.valueOf(text(line, "kind"))) {
            case "step" -> areFigures(line.get("losses"));
            case "epoch" -> isNumber(line.get("epoch")) && areFigures(line.get("metrics"));
            default -> false;
        };
    }

    /** Versions before did not write it. */
    private static boolean isPart(JsonObject line) {
        String part = text(line, "part");
        return !line.has("part")
                || Arrays.stream(Phase.Part.values())
                        .anyMatch(known -> known.name().equalsIgnoreCase(part));
    }

    private static boolean areFigures(@Nullable JsonElement json) {
        return json instanceof JsonObject figures
                && figures.entrySet().stream()
                        .allMatch(figure -> figure.getValue().isJsonNull() || isNumber(figure.getValue()));
    }

    private static boolean isNumber(@Nullable JsonElement json) {
        return json instanceof JsonPrimitive value && value.isNumber() && Double.isFinite(value.getAsDouble());
    }

    private static @Nullable String text(JsonObject line, String key) {
        return line.get(key) instanceof JsonPrimitive value && value.isString() ? value.getAsString() : null;
    }
}
