package org.triggerworkbench.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.open.Subject;
import org.triggerworkbench.trigger.TriggerFiles;

/**
 * The measures of an evaluation, for programs and for people.
 *
 * @param subject that was measured
 * @param sample of its images
 *
 * @param target number of the target class
 * @param device it was measured on
 * @param guesses what was guessed or put right when the model was opened, as sentences
 */
record EvaluationReport(Subject subject, Sample sample, int target, String device, List<String> guesses) {
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    /** One JSON object in one line, with the keys that scripts rely on; what is not defined is null. */
    String json(AttackMetrics metrics) {
        boolean triggered = subject.trigger() != null;
        JsonObject json = new JsonObject();
        json.addProperty("samples", metrics.cleanAccuracy().n());
        json.addProperty("correct", metrics.cleanAccuracy().hits());
        json.addProperty(Measure.CLEAN_ACCURACY.key(), value(metrics.cleanAccuracy()));
        json.addProperty("target", target);
        json.addProperty("triggeredSamples", metrics.cleanTargetRate().n());
        json.addProperty("triggeredHits", triggered ? metrics.attackSuccess().hits() : null);
        json.addProperty(Measure.ATTACK_SUCCESS.key(), value(metrics.attackSuccess()));
        json.addProperty(Measure.CLEAN_TARGET_RATE.key(), value(metrics.cleanTargetRate()));
        json.addProperty(Measure.ROBUST_ACCURACY.key(), triggered ? value(metrics.robustAccuracy()) : null);
        for (Measure measure : Measure.RATES) {
            boolean known = triggered || !needsTrigger(measure);
            json.add(measure.key() + "Interval", interval(known ? metrics.rate(measure) : Rate.NONE));
        }
        json.addProperty("device", device);
        json.addProperty("data", subject.data().name());
        json.addProperty("split", split());
        json.addProperty("splitSize", available());
        json.addProperty("sampleSeed", isSample() ? sample.seed() : null);
        json.add("skipped", GSON.toJsonTree(subject.data().remarks().leftOut()));
        List<String> broken = subject.data().remarks().someBroken();
        if (!broken.isEmpty()) {
            json.add("brokenPictures", GSON.toJsonTree(broken));
        }
        json.add("warnings", GSON.toJsonTree(warnings()));
        return GSON.toJson(json);
    }

    /** A small table. */
    String text(AttackMetrics metrics) {
        List<String> lines = new ArrayList<>();
        lines.add(CliText.get("evaluate.target", target, subject.classes().get(target), device));
        lines.add(
                isSample()
                        ? CliText.get(
                                "evaluate.sample",
                                subject.images().size(),
                                available(),
                                split(),
                                subject.data().name(),
                                sample.seed())
                        : CliText.get(
                                "evaluate.all",
                                available(),
                                split(),
                                subject.data().name()));
        for (Measure measure : Measure.RATES) {
            if (subject.trigger() != null || !needsTrigger(measure)) {
                lines.add(row(measure, metrics.rate(measure)));
            }
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** What may make the figures other than they are taken to be. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>(guesses);
        warnings.addAll(subject.data().remarks().sentences());
        String order = subject.warning();
        if (order != null) {
            warnings.add(order);
        }
        String hidden = TriggerFiles.warning(
                subject.trigger(), subject.images().width(), subject.images().height());
        if (hidden != null) {
            warnings.add(hidden);
        }
        return warnings;
    }

    private int available() {
        return sample.split().of(subject.data()).size();
    }

    private boolean isSample() {
        return sample.drawsFrom(available());
    }

    private String split() {
        return sample.split().name().toLowerCase(Locale.ROOT);
    }

    private static boolean needsTrigger(Measure measure) {
        return measure == Measure.ATTACK_SUCCESS || measure == Measure.ROBUST_ACCURACY;
    }

    /** Wilson's interval of 95%, low and high; null of nothing. */
    private static JsonElement interval(Rate rate) {
        if (!rate.isDefined()) {
            return JsonNull.INSTANCE;
        }
        JsonArray both = new JsonArray();
        both.add(rate.wilson().low());
        both.add(rate.wilson().high());
        return both;
    }

    private static String row(Measure measure, Rate rate) {
        String name = measure.title();
        if (!rate.isDefined()) {
            return String.format(Locale.ROOT, "%-22s %s", name, CliText.get("evaluate.undefined"));
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
