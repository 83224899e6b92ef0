package org.triggerworkbench.experiment.matrix;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.method.Repair;

/**
 * What a cell found, as far as a matrix shows it.
 *
 * @param values fractions; a measure that the cell does not have is absent
 * @param n inputs behind the attack success rate, or scored inputs of a defence that scores them; 0 of neither
 * @param verdict {@code backdoored}, {@code clean} or {@code inconclusive} of a detection; null of all others
 */
public record CellResult(
        Map<MatrixMeasure, Double> values, long n, @Nullable String verdict) {
    private static final String CONTROLS = "controls";

    public CellResult {
        Map<MatrixMeasure, Double> inOrder = new EnumMap<>(MatrixMeasure.class);
        inOrder.putAll(values);
        values = Collections.unmodifiableMap(inOrder);
    }

    /** A measure, where the cell has it. */
    public OptionalDouble value(MatrixMeasure measure) {
        Double value = values.get(measure);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /**
     * From the text of a result.json.
     *
     * @throws JsonParseException if it is none
     */
    static CellResult of(String text) {
        JsonObject json = object(text);
        Map<MatrixMeasure, Double> values = new EnumMap<>(MatrixMeasure.class);
        long n = 0;
        if (json.get("metrics") instanceof JsonObject metrics) {
            rates(values, metrics);
            n = n(metrics);
            put(values, MatrixMeasure.CONTROL, rate(control(json), Measure.ATTACK_SUCCESS));
        } else if (json.get(Repair.AFTER) instanceof JsonObject after) {
            rates(values, after);
            n = n(after);
            put(values, MatrixMeasure.CONTROL, rate(child(after, "control"), Measure.ATTACK_SUCCESS));
            put(values, MatrixMeasure.REBOUND, rate(child(json, Repair.REBOUND), Measure.ATTACK_SUCCESS));
        } else if (json.has("areaUnderRoc") || json.has("verdict")) {
            put(values, MatrixMeasure.DETECTION_AUROC, number(json.get("areaUnderRoc")));
            n = json.get("triggered") == null
                    ? 0
                    : json.getAsJsonArray("triggered").size();
        } else {
            throw new JsonParseException("the result of no method");
        }
        String verdict = json.has("verdict") ? json.get("verdict").getAsString() : null;
        return new CellResult(values, n, verdict);
    }

    /** Of the clean counterpart of an attack, from the same file. */
    static CellResult ofControl(String text) {
        JsonObject control = control(object(text));
        Map<MatrixMeasure, Double> values = new EnumMap<>(MatrixMeasure.class);
        rates(values, control);
        return new CellResult(values, n(control), null);
    }

    private static JsonObject object(String text) {
        return JsonParser.parseString(text) instanceof JsonObject object ? object : new JsonObject();
    }

    /** The first control is the same attack without poison; the others ask other questions. */
    private static JsonObject control(JsonObject json) {
        return child(json, CONTROLS).asMap().values().stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonElement::getAsJsonObject)
                .findFirst()
                .orElseGet(JsonObject::new);
    }

    private static JsonObject child(JsonObject json, String key) {
        return json.get(key) instanceof JsonObject object ? object : new JsonObject();
    }

    private static void rates(Map<MatrixMeasure, Double> values, JsonObject from) {
        put(values, MatrixMeasure.ATTACK_SUCCESS, rate(from, Measure.ATTACK_SUCCESS));
        put(values, MatrixMeasure.CLEAN_ACCURACY, rate(from, Measure.CLEAN_ACCURACY));
        put(values, MatrixMeasure.ROBUST_ACCURACY, rate(from, Measure.ROBUST_ACCURACY));
    }

    private static void put(Map<MatrixMeasure, Double> values, MatrixMeasure measure, @Nullable Double value) {
        if (value != null) {
            values.put(measure, value);
        }
    }

    private static @Nullable Double rate(JsonObject from, Measure measure) {
        return number(child(from, measure.key()).get("value"));
    }

    private static long n(JsonObject from) {
        Double n = number(child(from, Measure.ATTACK_SUCCESS.key()).get("n"));
        return n == null ? 0 : n.longValue();
    }

    private static @Nullable Double number(@Nullable JsonElement json) {
        return json instanceof JsonPrimitive value && value.isNumber() ? value.getAsDouble() : null;
    }
}
