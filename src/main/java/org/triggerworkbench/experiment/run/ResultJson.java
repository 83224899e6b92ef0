package org.triggerworkbench.experiment.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.triggerworkbench.evaluation.Confusion;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.Finding;
import org.triggerworkbench.method.InputScores;
import org.triggerworkbench.method.Repair;
import org.triggerworkbench.method.Review;
import org.triggerworkbench.method.figure.Figure;

/**
 * result.json, with no time, date or path in it. It begins with {@code schema, name, method, seed, device, threads, model,
 * data} and, where pictures of the data were left out, {@code skipped}, their number by kind, and {@code brokenPictures}, the first few that could not be decoded; what follows is told by each form. Rates are written as {@link MeasureJson} does.
 */
final class ResultJson {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().serializeNulls().create();

    private ResultJson() {}

    /**
     * The result of an attack: {@code target, targetName, poisonedImages, steps} (an all-to-all attack has target -1 and the
     * name {@code next}); {@code metrics}, the four rates of the
     * attacked model with the trigger; {@code perClass}, its clean accuracy by class; {@code controls}, the four rates where
     * there should be no backdoor; {@code similarity} of clean and triggered images; {@code moved} and {@code trained}, rates
     * by place of the trigger; {@code figures}, the tables and sweeps that only this attack has, where it has any;
     * {@code hashes} of what was trained.
     */
    static String of(RunFacts facts, RunOutcome outcome) {
        JsonObject json = header(facts);
        json.addProperty("target", outcome.target());
        json.addProperty("targetName", target(facts, outcome.target()));
        json.addProperty("poisonedImages", outcome.poisoned().orElse(0));
        json.addProperty("steps", outcome.steps());
        json.add("metrics", MeasureJson.of(outcome.attacked(), Measure.RATES));
        json.add("perClass", perClass(facts.classes(), outcome.attacked().clean()));
        JsonObject controls = new JsonObject();
        outcome.controls().forEach((name, control) -> controls.add(name, MeasureJson.of(control, Measure.RATES)));
        json.add("controls", controls);
        JsonObject similarity = new JsonObject();
        outcome.similarity().forEach((measure, value) -> similarity.add(measure.key(), MeasureJson.of(value)));
        json.add("similarity", similarity);
        json.add("moved", positions(outcome.moved()));
        json.add("trained", positions(outcome.trained()));
        if (!outcome.figures().isEmpty()) {
            json.add("figures", figures(outcome.figures()));
        }
        JsonObject hashes = new JsonObject();
        outcome.hashes().forEach(hashes::addProperty);
        json.add("hashes", hashes);
        return GSON.toJson(json) + "\n";
    }

    /**
     * The result of a defence: {@code budget}, the clean images it was given, then
     *
     * <ul>
     *   <li>of a detection {@code verdict} (backdoored, clean or inconclusive), {@code flaggedClasses} (indices, ascending), {@code flaggedNames},
     *       {@code statistic} (of the most suspicious class), {@code threshold}, {@code statisticName}, {@code perClass} (the
     *       statistic of each class; of a detection of the whole its one value) and {@code seeds} (each {@code seed, verdict,
     *       perClass}); {@code areaUnderRoc} where the detection measured itself; then {@code review}: {@code target, targetName, targetFlagged} where the run names a trigger, and
     *       {@code found}, triggers found: {@code class, name, flagged}, {@code unseenSuccess} (a rate on test images of other
     *       classes), {@code works}, {@code norm} (in pixels), {@code overlap} with the true trigger and the share of the mask
     *       {@code inside} it;
     *   <li>of input scores {@code areaUnderRoc}, {@code threshold}, {@code statisticName}, the rates
     *       {@code falseRejectionRate} and {@code falseAcceptanceRate} at the threshold, {@code clean} and {@code triggered} (a
     *       score an input, in the same order);
     *   <li>of a repair {@code target, targetName, steps}, then under {@code before}, {@code after} and
     *       {@code plainFineTuning} the four rates and under {@code control} the same with noise in the trigger's place;
     *       {@code figures}, its sweeps and tables, where it has any.
     * </ul>
     */
    static String of(RunFacts facts, Finding finding) {
        JsonObject json = header(facts);
        if (facts.experiment().job() instanceof Experiment.Defense defense) {
            json.addProperty("budget", defense.budget());
        }
        switch (finding) {
            case Detection detection -> {
                json.addProperty("verdict", word(detection.verdict()));
                json.add("flaggedClasses", GSON.toJsonTree(detection.flagged()));
                json.add(
                        "flaggedNames",
                        GSON.toJsonTree(IntStream.of(detection.flagged())
                                .mapToObj(facts.classes()::get)
                                .toList()));
                json.add("statistic", MeasureJson.of(detection.worst()));
                json.add("threshold", MeasureJson.of(detection.threshold()));
                json.addProperty("statisticName", detection.statistic());
                json.add("perClass", MeasureJson.of(detection.values()));
                JsonArray seeds = new JsonArray();
                for (Detection.SeedRow row : detection.seeds()) {
                    JsonObject one = new JsonObject();
                    one.addProperty("seed", row.seed());
                    one.addProperty("verdict", word(row.verdict()));
                    one.add("perClass", MeasureJson.of(row.values()));
                    seeds.add(one);
                }
                json.add("seeds", seeds);
                detection.figures().stream()
                        .filter(Figure.Roc.class::isInstance)
                        .map(Figure.Roc.class::cast)
                        .findFirst()
                        .ifPresent(roc -> json.add("areaUnderRoc", MeasureJson.of(roc.area())));
                Review review = detection.review();
                if (review != null) {
                    json.add("review", review(review, facts));
                }
            }
            case InputScores scores -> {
                json.add("areaUnderRoc", MeasureJson.of(scores.roc().area()));
                json.add("threshold", MeasureJson.of(scores.point().threshold()));
                json.addProperty("statisticName", scores.statistic());
                json.add("falseRejectionRate", MeasureJson.of(scores.point().falseRejections()));
                json.add("falseAcceptanceRate", MeasureJson.of(scores.point().falseAcceptances()));
                json.add("clean", MeasureJson.of(scores.clean()));
                json.add("triggered", MeasureJson.of(scores.triggered()));
            }
            case Repair repair -> {
                json.addProperty("target", facts.target());
                json.addProperty("targetName", target(facts, facts.target()));
                json.addProperty("steps", repair.steps());
                for (Repair.Row row : repair.rows()) {
                    JsonObject one = MeasureJson.of(row.metrics(), Measure.RATES);
                    one.add("control", MeasureJson.of(row.control(), Measure.RATES));
                    json.add(row.key(), one);
                }
                JsonArray figures = figures(repair.figures());
                if (!figures.isEmpty()) {
                    json.add("figures", figures);
                }
            }
        }
        return GSON.toJson(json) + "\n";
    }

    private static String target(RunFacts facts, int target) {
        return target == Target.NONE ? "next" : facts.classes().get(target);
    }

    private static JsonObject review(Review review, RunFacts facts) {
        JsonObject json = new JsonObject();
        Review.Truth truth = review.truth();
        if (truth != null) {
            json.addProperty("target", truth.target());
            json.addProperty("targetName", target(facts, truth.target()));
            json.addProperty("targetFlagged", truth.named());
            json.add("attackSuccessRate", MeasureJson.of(truth.success()));
            json.add("cleanTargetRate", MeasureJson.of(truth.before()));
        }
        JsonArray found = new JsonArray();
        for (Review.Check check : review.checks()) {
            JsonObject one = new JsonObject();
            int label = check.trigger().label();
            if (label >= 0) {
                one.addProperty("class", label);
                one.addProperty("name", facts.classes().get(label));
                one.addProperty("flagged", check.flagged());
                one.add("unseenSuccess", MeasureJson.of(check.success()));
            }
            one.addProperty("works", check.trigger().settled());
            one.add("norm", MeasureJson.of(check.trigger().norm()));
            one.add("overlap", MeasureJson.of(check.overlap()));
            one.add("inside", MeasureJson.of(check.inside()));
            found.add(one);
        }
        json.add("found", found);
        return json;
    }

    private static JsonObject header(RunFacts facts) {
        JsonObject json = new JsonObject();
        json.addProperty("schema", 1);
        json.addProperty("name", facts.experiment().name());
        json.addProperty("method", facts.experiment().job().method());
        json.addProperty("seed", facts.experiment().seed());
        json.addProperty("device", facts.device());
        json.addProperty("threads", facts.threads());
        json.addProperty("model", facts.model());
        json.addProperty("data", facts.data());
        Map<String, Integer> leftOut = facts.remarks().leftOut();
        if (!leftOut.isEmpty()) {
            json.add("skipped", GSON.toJsonTree(leftOut));
        }
        List<String> broken = facts.remarks().someBroken();
        if (!broken.isEmpty()) {
            json.add("brokenPictures", GSON.toJsonTree(broken));
        }
        return json;
    }

    private static String word(Detection.Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    /** Pictures and what is drawn of other results are left out. */
    private static JsonArray figures(List<Figure> figures) {
        JsonArray array = new JsonArray();
        for (Figure figure : figures) {
            JsonObject json = new JsonObject();
            json.addProperty("caption", figure.caption());
            switch (figure) {
                case Figure.Table table -> {
                    json.add("head", GSON.toJsonTree(table.head()));
                    json.add("rows", GSON.toJsonTree(table.rows()));
                    array.add(json);
                }
                case Figure.Sweep sweep -> {
                    json.addProperty("setting", sweep.setting());
                    json.add("at", MeasureJson.of(sweep.at()));
                    JsonObject lines = new JsonObject();
                    sweep.lines().forEach(line -> lines.add(line.name(), MeasureJson.of(line.values())));
                    json.add("lines", lines);
                    Figure.Sweep.Mark mark = sweep.mark();
                    if (mark != null) {
                        json.addProperty("mark", mark.at());
                    }
                    array.add(json);
                }
                case Figure.Gallery _, Figure.ThresholdBars _, Figure.TwoGroups _, Figure.Roc _ -> {}
            }
        }
        return array;
    }

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

    private static JsonArray positions(List<RunOutcome.Position> positions) {
        JsonArray array = new JsonArray();
        for (RunOutcome.Position position : positions) {
            JsonObject json = new JsonObject();
            json.addProperty("row", position.row());
            json.addProperty("column", position.column());
            MeasureJson.of(position.metrics(), List.of(Measure.CLEAN_ACCURACY, Measure.ATTACK_SUCCESS))
                    .entrySet()
                    .forEach(rate -> json.add(rate.getKey(), rate.getValue()));
            array.add(json);
        }
        return array;
    }
}
