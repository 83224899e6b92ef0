package org.triggerworkbench.app.training;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.RunFolder;
import org.triggerworkbench.text.Messages;

/** What a finished run found, as its result.json tells it. */
public sealed interface RunResult {
    /** The run's folder. */
    Path folder();

    /** Id of the method. */
    String method();

    /** Seed of the run. */
    long seed();

    /**
     * Of an attack.
     *
     * @param accuracy of the attacked model on the clean test images
     * @param success of the attack
     * @param cleanTarget share of the same images that already go to the target without the trigger
     * @param control attack success of the first control, what the attack is held against
     * @param poisoned number of poisoned training images
     * @param steps of the training
     */
    record Attacked(
            Path folder,
            String method,
            long seed,
            Rate accuracy,
            Rate success,
            Rate cleanTarget,
            Rate control,
            long poisoned,
            long steps)
            implements RunResult {}

    /**
     * Of a defence.
     *
     * @param headline what it found, in one sentence
     */
    record Defended(Path folder, String method, long seed, String headline) implements RunResult {}

    /** Reads the result of a finished run; on a background thread. */
    static RunResult read(RunFolder folder) {
        JsonObject json = JsonParser.parseString(folder.result()).getAsJsonObject();
        String method = json.get("method").getAsString();
        long seed = json.get("seed").getAsLong();
        if (!json.has("metrics")) {
            return new Defended(folder.path(), method, seed, headline(json));
        }
        JsonObject metrics = json.getAsJsonObject("metrics");
        return new Attacked(
                folder.path(),
                method,
                seed,
                rate(metrics, "cleanAccuracy"),
                rate(metrics, "attackSuccessRate"),
                rate(metrics, "cleanTargetRate"),
                control(json.getAsJsonObject("controls")),
                json.get("poisonedImages").getAsLong(),
                json.get("steps").getAsLong());
    }

    private static String headline(JsonObject json) {
        Messages text = Messages.of(RunResult.class);
        if (json.has("verdict")) {
            List<String> flagged = new ArrayList<>();
            json.getAsJsonArray("flaggedNames").forEach(name -> flagged.add(name.getAsString()));
            String verdict = text.get("found." + json.get("verdict").getAsString(), String.join(", ", flagged));
            return text.get("found.statistic", verdict, number(json, "statistic"), number(json, "threshold"));
        }
        if (json.has("areaUnderRoc")) {
            return text.get(
                    "found.scores",
                    number(json, "areaUnderRoc"),
                    Format.percent(rate(json, "falseAcceptanceRate")),
                    Format.percent(rate(json, "falseRejectionRate")));
        }
        JsonObject before = json.getAsJsonObject("before");
        JsonObject after = json.getAsJsonObject("after");
        JsonObject plain = json.getAsJsonObject("plainFineTuning");
        return text.get(
                "found.repair",
                Format.percent(rate(before, "attackSuccessRate")),
                Format.percent(rate(after, "attackSuccessRate")),
                Format.percent(rate(before, "cleanAccuracy")),
                Format.percent(rate(after, "cleanAccuracy")),
                Format.percent(rate(plain, "attackSuccessRate")),
                Format.percent(rate(plain, "cleanAccuracy")));
    }

    private static String number(JsonObject json, String key) {
        return json.get(key).isJsonNull() ? "\u2013" : Format.number(json.get(key).getAsDouble(), 2);
    }

    private static Rate control(JsonObject controls) {
        return controls.entrySet().stream()
                .findFirst()
                .map(control -> rate(control.getValue().getAsJsonObject(), "attackSuccessRate"))
                .orElse(Rate.NONE);
    }

    private static Rate rate(JsonObject metrics, String name) {
        JsonObject rate = metrics.getAsJsonObject(name);
        return new Rate(rate.get("hits").getAsLong(), rate.get("n").getAsLong());
    }
}
