package org.triggerworkbench.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.Evaluation;

/**
 * The measures of an evaluation, for programs and for people.
 *
 * @param target number of the target class
 * @param device it was measured on
 */
record EvaluationReport(Evaluation evaluation, int target, String device) {
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    /** One JSON object in one line, with the keys that scripts rely on; what is not defined is null. */
    String json(AttackMetrics metrics) {
        boolean triggered = evaluation.hasTrigger();
        JsonObject json = new JsonObject();
        json.addProperty("samples", metrics.cleanAccuracy().n());
        json.addProperty("correct", metrics.cleanAccuracy().hits());
        json.addProperty("cleanAccuracy", value(metrics.cleanAccuracy()));
        json.addProperty("target", target);
        json.addProperty("triggeredSamples", metrics.cleanTargetRate().n());
        json.addProperty("triggeredHits", triggered ? metrics.attackSuccess().hits() : null);
        json.addProperty("attackSuccessRate", value(metrics.attackSuccess()));
        json.addProperty("cleanTargetRate", value(metrics.cleanTargetRate()));
        json.addProperty("device", device);
        json.addProperty("data", evaluation.data());
        json.addProperty("split", split());
        json.addProperty("splitSize", evaluation.available());
        json.addProperty(
                "sampleSeed", evaluation.isSample() ? evaluation.sample().seed() : null);
        return GSON.toJson(json);
    }

    /** A small table. */
    String text(AttackMetrics metrics) {
        List<String> lines = new ArrayList<>();
        lines.add(Words.get("evaluate.target", target, evaluation.className(target), device));
        lines.add(Words.get(
                evaluation.isSample() ? "evaluate.sample" : "evaluate.all",
                evaluation.samples(),
                evaluation.available(),
                split(),
                evaluation.data(),
                evaluation.sample().seed()));
        lines.add(row("evaluate.ca", metrics.cleanAccuracy()));
        if (evaluation.hasTrigger()) {
            lines.add(row("evaluate.asr", metrics.attackSuccess()));
        }
        lines.add(row("evaluate.ctr", metrics.cleanTargetRate()));
        if (evaluation.hasTrigger()) {
            lines.add(row("evaluate.ra", metrics.robustAccuracy()));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private String split() {
        return evaluation.sample().split().name().toLowerCase(Locale.ROOT);
    }

    private static String row(String key, Rate rate) {
        String name = Words.get(key);
        if (!rate.isDefined()) {
            return String.format(Locale.ROOT, "%-22s %s", name, Words.get("evaluate.undefined"));
        }
        return String.format(
                Locale.ROOT,
                "%-22s %6.2f%%  %d / %d  [%.2f%%, %.2f%%]",
                name,
                100 * rate.value(),
                rate.hits(),
                rate.n(),
                100 * rate.wilson().low(),
                100 * rate.wilson().high());
    }

    private static @Nullable Double value(Rate rate) {
        return rate.isDefined() ? rate.value() : null;
    }
}
