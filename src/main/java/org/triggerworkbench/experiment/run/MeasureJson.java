package org.triggerworkbench.experiment.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collection;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;

/** Measures as JSON: rates as fractions with their counts and 95% intervals; null where nothing was counted. */
public final class MeasureJson {
    private MeasureJson() {}

    /** {@code {"value", "hits", "n", "low", "high"}}. */
    public static JsonObject of(Rate rate) {
        JsonObject json = new JsonObject();
        json.add("value", of(rate.value()));
        json.addProperty("hits", rate.hits());
        json.addProperty("n", rate.n());
        json.add("low", of(rate.wilson().low()));
        json.add("high", of(rate.wilson().high()));
        return json;
    }

    /** Rates by their measures' keys. */
    static JsonObject of(AttackMetrics metrics, Collection<Measure> measures) {
        JsonObject json = new JsonObject();
        measures.forEach(measure -> json.add(measure.key(), of(metrics.rate(measure))));
        return json;
    }

    /** A number, or null where it is none. */
    static JsonElement of(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
    }

    /** Numbers, one per place. */
    static JsonArray of(double[] values) {
        JsonArray array = new JsonArray();
        for (double value : values) {
            array.add(of(value));
        }
        return array;
    }
}
