package org.triggerworkbench.experiment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Confusion;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.Finding;
import org.triggerworkbench.method.InputScores;
import org.triggerworkbench.method.Repair;

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
        json.addProperty("method", experiment.job().method());
        json.addProperty("seed", experiment.seed());
        json.addProperty("device", device);
        json.addProperty("threads", threads);
        json.addProperty("model", workshop.source().card().name());
        json.addProperty("data", workshop.data().name());
        json.addProperty("target", outcome.target());
        json.addProperty("targetName", workshop.data().classNames().get(outcome.target()));
        json.addProperty("poisonedImages", outcome.poisoned().orElse(0));
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

    /** The result of a defence. */
    static String of(Experiment experiment, Workshop workshop, String device, int threads, Finding finding) {
        JsonObject json = new JsonObject();
        json.addProperty("schema", 1);
        json.addProperty("name", experiment.name());
        json.addProperty("method", experiment.job().method());
        json.addProperty("seed", experiment.seed());
        json.addProperty("device", device);
        json.addProperty("threads", threads);
        json.addProperty("model", workshop.source().card().name());
        json.addProperty("data", workshop.data().name());
        switch (finding) {
            case Detection detection -> {
                json.addProperty("verdict", detection.verdict().name().toLowerCase(Locale.ROOT));
                json.add("flaggedClasses", GSON.toJsonTree(detection.flagged()));
                json.add(
                        "flaggedNames",
                        GSON.toJsonTree(IntStream.of(detection.flagged())
                                .mapToObj(workshop.data().classNames()::get)
                                .toList()));
                add(json, "statistic", detection.worst());
                add(json, "threshold", detection.threshold());
                json.add("perClass", array(detection.values()));
                JsonArray seeds = new JsonArray();
                for (Detection.SeedRow row : detection.seeds()) {
                    JsonObject one = new JsonObject();
                    one.addProperty("seed", row.seed());
                    one.addProperty("verdict", row.verdict().name().toLowerCase(Locale.ROOT));
                    one.add("perClass", array(row.values()));
                    seeds.add(one);
                }
                json.add("seeds", seeds);
            }
            case InputScores scores -> {
                add(json, "areaUnderRoc", scores.roc().area());
                add(json, "threshold", scores.point().threshold());
                json.add("falseRejectionRate", rate(scores.point().falseRejections()));
                json.add("falseAcceptanceRate", rate(scores.point().falseAcceptances()));
                json.add("clean", array(scores.clean()));
                json.add("triggered", array(scores.triggered()));
            }
            case Repair repair -> {
                json.addProperty("steps", repair.steps());
                for (Repair.Row row : repair.rows()) {
                    JsonObject one = metrics(row.metrics());
                    one.add("control", metrics(row.control()));
                    json.add(row.key(), one);
                }
            }
        }
        return GSON.toJson(json) + "\n";
    }

    private static JsonArray array(double[] values) {
        JsonArray array = new JsonArray();
        for (double value : values) {
            array.add(Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE);
        }
        return array;
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
