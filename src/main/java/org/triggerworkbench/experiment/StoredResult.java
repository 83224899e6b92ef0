package org.triggerworkbench.experiment;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.Repair;

/**
 * What lists and panels show of a result.json.
 *
 * @param metrics rates of the attacked model, or of a repaired one; empty where the run measured none
 * @param control attack success of the control; {@link Rate#NONE} where there is none
 * @param before attack success before the repair; {@link Rate#NONE} for other runs
 * @param verdict of a detection
 * @param areaUnderRoc of input scores
 * @param poisonedImages of an attack on the training data, else 0
 * @param steps of the method's phases together
 */
public record StoredResult(
        Map<Measure, Rate> metrics,
        Rate control,
        Rate before,
        Optional<Detection.Verdict> verdict,
        OptionalDouble areaUnderRoc,
        long poisonedImages,
        long steps) {
    private static final Gson GSON = new Gson();

    private record Counts(@Nullable Long hits, @Nullable Long n) {}

    /** A rate; {@link Rate#NONE} where it was not measured. */
    public Rate rate(Measure measure) {
        return metrics.getOrDefault(measure, Rate.NONE);
    }

    /** @throws JsonParseException if it is no result */
    static StoredResult of(String text) {
        JsonElement parsed = JsonParser.parseString(text);
        JsonObject json = parsed instanceof JsonObject object ? object : new JsonObject();
        JsonObject repaired = object(json, Repair.AFTER);
        Map<Measure, Rate> metrics = rates(repaired.isEmpty() ? object(json, "metrics") : repaired);
        // The first control is the same attack without poison; the others ask other questions.
        JsonObject control = repaired.isEmpty()
                ? object(json, "controls").asMap().values().stream()
                        .findFirst()
                        .filter(JsonElement::isJsonObject)
                        .map(JsonElement::getAsJsonObject)
                        .orElseGet(JsonObject::new)
                : object(repaired, "control");
        Optional<Detection.Verdict> verdict = Optional.ofNullable(GSON.fromJson(json.get("verdict"), String.class))
                .map(StoredResult::verdict);
        Double area = GSON.fromJson(json.get("areaUnderRoc"), Double.class);
        if (metrics.isEmpty() && verdict.isEmpty() && area == null) {
            throw new JsonParseException("the result of no method");
        }
        return new StoredResult(
                metrics,
                rates(control).getOrDefault(Measure.ATTACK_SUCCESS, Rate.NONE),
                rates(object(json, Repair.BEFORE)).getOrDefault(Measure.ATTACK_SUCCESS, Rate.NONE),
                verdict,
                area == null ? OptionalDouble.empty() : OptionalDouble.of(area),
                whole(json, "poisonedImages"),
                whole(json, "steps"));
    }

    private static JsonObject object(JsonObject from, String key) {
        return from.get(key) instanceof JsonObject object ? object : new JsonObject();
    }

    private static long whole(JsonObject from, String key) {
        Long number = GSON.fromJson(from.get(key), Long.class);
        return number == null ? 0 : number;
    }

    private static Map<Measure, Rate> rates(JsonObject from) {
        Map<Measure, Rate> rates = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.RATES) {
            Counts counts = GSON.fromJson(from.get(measure.key()), Counts.class);
            if (counts != null) {
                if (counts.hits() == null || counts.n() == null || counts.hits() < 0 || counts.hits() > counts.n()) {
                    throw new JsonParseException(counts + " is no rate");
                }
                rates.put(measure, new Rate(counts.hits(), counts.n()));
            }
        }
        return rates;
    }

    private static Detection.Verdict verdict(String word) {
        return Stream.of(Detection.Verdict.values())
                .filter(verdict -> verdict.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new JsonParseException(word + " is no verdict"));
    }
}
