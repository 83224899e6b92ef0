package org.triggerworkbench.experiment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Confusion;
import org.triggerworkbench.evaluation.Rate;

/** result.json: rates as fractions with their counts and 95% intervals; null where nothing was counted. */
final class ResultJson {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().serializeNulls().create();

    private ResultJson() {}

    /** @param threads processor threads of an operation */
    static String of(Experiment experiment, Workshop workshop, String device, int threads, Outcome outcome) {
        JsonObject json = new JsonObject();
        json.addProperty("schema", 1);
        json.addProperty("name", experiment.name());
        json.addProperty("method", experiment.attack().method());
        json.addProperty("seed", experiment.seed());
        json.addProperty("device", device);
        json.addProperty("threads", threads);
        json.addProperty("model", workshop.source().card().name());
        json.addProperty("data", workshop.data().name());
        json.addProperty("target", outcome.target());
        json.addProperty("targetName", workshop.data().classNames().get(outcome.target()));
        json.addProperty("poisonedImages", outcome.poisoned());
        json.addProperty("steps", outcome.steps());
        json.add("metrics", metrics(outcome.attacked()));
        json.add(
                "perClass",
                perClass(workshop.data().classNames(), outcome.attacked().clean()));
        JsonObject controls = new JsonObject();
        outcome.controls().forEach((name, control) -> controls.add(name, metrics(control)));
        json.add("controls", controls);
        JsonObject similarity = new JsonObject();
        outcome.similarity().forEach((name, value) -> add(similarity, name, value));
        json.add("similarity", similarity);
        json.add("moved", positions(outcome.moved()));
        json.add("trained", positions(outcome.trained()));
        JsonObject hashes = new JsonObject();
        outcome.hashes().forEach(hashes::addProperty);
        json.add("hashes", hashes);
        return GSON.toJson(json) + "\n";
    }

    private static JsonObject metrics(AttackMetrics metrics) {
        JsonObject json = new JsonObject();
        json.add("cleanAccuracy", rate(metrics.cleanAccuracy()));
        json.add("attackSuccessRate", rate(metrics.attackSuccess()));
        json.add("cleanTargetRate", rate(metrics.cleanTargetRate()));
        json.add("robustAccuracy", rate(metrics.robustAccuracy()));
        return json;
    }

    /** Clean accuracy of each class, attacked. */
    private static JsonArray perClass(List<String> names, Confusion clean) {
        JsonArray array = new JsonArray();
        for (int label = 0; label < names.size(); label++) {
            Rate accuracy = clean.accuracy(label);
            JsonObject json = new JsonObject();
            json.addProperty("class", label);
            json.addProperty("name", names.get(label));
            json.addProperty("hits", accuracy.hits());
            json.addProperty("n", accuracy.n());
            array.add(json);
        }
        return array;
    }

    private static JsonObject rate(Rate rate) {
        JsonObject json = new JsonObject();
        add(json, "value", rate.value());
        json.addProperty("hits", rate.hits());
        json.addProperty("n", rate.n());
        add(json, "low", rate.wilson().low());
        add(json, "high", rate.wilson().high());
        return json;
    }

    private static JsonArray positions(List<Outcome.Position> positions) {
        JsonArray array = new JsonArray();
        for (Outcome.Position position : positions) {
            JsonObject json = new JsonObject();
            json.addProperty("row", position.row());
            json.addProperty("column", position.column());
            json.add("cleanAccuracy", rate(position.metrics().cleanAccuracy()));
            json.add("attackSuccessRate", rate(position.metrics().attackSuccess()));
            array.add(json);
        }
        return array;
    }

    private static void add(JsonObject json, String name, double value) {
        if (Double.isFinite(value)) {
            json.addProperty(name, value);
        } else {
            json.add(name, JsonNull.INSTANCE);
        }
    }
}
