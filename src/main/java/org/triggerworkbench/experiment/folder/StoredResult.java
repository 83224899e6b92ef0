package org.triggerworkbench.experiment.folder;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.Repair;

/** What lists and panels show of a result.json. Numbers that it leaves out are NaN, rates {@link Rate#NONE}. */
public sealed interface StoredResult {
    /** A rate of the attacked or of the repaired model; {@link Rate#NONE} where none was measured. */
    default Rate rate(Measure measure) {
        return Rate.NONE;
    }

    /**
     * Of an attack.
     *
     * @param metrics rates of the attacked model
     * @param control attack success of the first control, what the attack is held against
     * @param poisonedImages 0 where it poisons no data
     * @param steps of its phases together
     */
    record Attacked(Map<Measure, Rate> metrics, Rate control, long poisonedImages, long steps) implements StoredResult {
        @Override
        public Rate rate(Measure measure) {
            return measure == Measure.CONTROL ? control : metrics.getOrDefault(measure, Rate.NONE);
        }
    }

    /**
     * Of a detection.
     *
     * @param flagged names of the flagged classes
     * @param statistic of the most suspicious class
     */
    record Detected(Detection.Verdict verdict, List<String> flagged, double statistic, double threshold)
            implements StoredResult {}

    /** Of input scores, at their threshold. */
    record Scored(double areaUnderRoc, Rate falseRejections, Rate falseAcceptances) implements StoredResult {}

    /**
     * Of a repair: rates before, after, and after plain fine-tuning.
     *
     * @param rebound after the repair and one more plain fine-tuning; nothing where that was not done
     * @param control attack success of noise in the trigger's place, after the repair
     */
    record Repaired(
            Map<Measure, Rate> before,
            Map<Measure, Rate> after,
            Map<Measure, Rate> plain,
            Map<Measure, Rate> rebound,
            Rate control)
            implements StoredResult {
        @Override
        public Rate rate(Measure measure) {
            return measure == Measure.CONTROL ? control : after.getOrDefault(measure, Rate.NONE);
        }
    }

    /** @throws JsonParseException if it is no result */
    static StoredResult of(String text) {
        JsonObject json = JsonParser.parseString(text) instanceof JsonObject object ? object : new JsonObject();
        if (json.get("metrics") instanceof JsonObject metrics) {
            // The first control is the same attack without poison; the others ask other questions.
            JsonObject control = object(json, "controls").asMap().values().stream()
                    .filter(JsonElement::isJsonObject)
                    .map(JsonElement::getAsJsonObject)
                    .findFirst()
                    .orElseGet(JsonObject::new);
            return new Attacked(
                    Json.rates(metrics),
                    Json.rate(control, Measure.ATTACK_SUCCESS.key()),
                    Json.whole(json, "poisonedImages"),
                    Json.whole(json, "steps"));
        }
        if (json.has("verdict")) {
            return new Detected(
                    Json.verdict(json),
                    Stream.of(Json.of(json, "flaggedNames", String[].class, new String[0]))
                            .filter(Objects::nonNull)
                            .toList(),
                    Json.number(json, "statistic"),
                    Json.number(json, "threshold"));
        }
        if (json.has("areaUnderRoc")) {
            return new Scored(
                    Json.number(json, "areaUnderRoc"),
                    Json.rate(json, "falseRejectionRate"),
                    Json.rate(json, "falseAcceptanceRate"));
        }
        if (json.get(Repair.AFTER) instanceof JsonObject after) {
            return new Repaired(
                    Json.rates(object(json, Repair.BEFORE)),
                    Json.rates(after),
                    Json.rates(object(json, Repair.FINE_TUNED)),
                    Json.rates(object(json, Repair.REBOUND)),
                    Json.rate(object(after, "control"), Measure.ATTACK_SUCCESS.key()));
        }
        throw new JsonParseException("the result of no method");
    }

    private static JsonObject object(JsonObject from, String key) {
        return from.get(key) instanceof JsonObject object ? object : new JsonObject();
    }

    /** Reads values; what has another type than it should is a {@link JsonParseException}. */
    final class Json {
        private static final Gson GSON = new Gson();

        private Json() {}

        private record Counts(@Nullable Long hits, @Nullable Long n) {}

        private static <T> T of(JsonObject from, String key, Class<T> type, T absent) {
            try {
                T value = GSON.fromJson(from.get(key), type);
                return value == null ? absent : value;
            } catch (NumberFormatException | IllegalStateException | UnsupportedOperationException e) {
                throw new JsonParseException(key + " is of another type", e);
            }
        }

        private static double number(JsonObject from, String key) {
            return of(from, key, Double.class, Double.NaN);
        }

        private static long whole(JsonObject from, String key) {
            return of(from, key, Long.class, 0L);
        }

        private static Rate rate(JsonObject from, String key) {
            Counts counts = of(from, key, Counts.class, new Counts(0L, 0L));
            Long hits = counts.hits();
            Long n = counts.n();
            if (hits == null || n == null || hits < 0 || hits > n) {
                throw new JsonParseException(key + " is no rate");
            }
            return new Rate(hits, n);
        }

        private static Map<Measure, Rate> rates(JsonObject from) {
            Map<Measure, Rate> rates = new EnumMap<>(Measure.class);
            Measure.RATES.forEach(measure -> rates.put(measure, rate(from, measure.key())));
            return rates;
        }

        private static Detection.Verdict verdict(JsonObject from) {
            String word = of(from, "verdict", String.class, "");
            return Stream.of(Detection.Verdict.values())
                    .filter(verdict -> verdict.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .orElseThrow(() -> new JsonParseException(word + " is no verdict"));
        }
    }
}
