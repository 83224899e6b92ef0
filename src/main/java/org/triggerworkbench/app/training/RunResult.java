package org.triggerworkbench.app.training;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.RunFolder;

/**
 * What a finished run found, on its test images.
 *
 * @param folder of the run
 * @param seed it ran with
 * @param accuracy clean accuracy
 * @param success attack success
 * @param cleanTarget share of the same inputs predicted as the target without the trigger
 * @param control attack success of the control
 * @param poisoned number of poisoned training images
 * @param steps of each phase
 */
public record RunResult(
        Path folder,
        String method,
        long seed,
        Rate accuracy,
        Rate success,
        Rate cleanTarget,
        Rate control,
        long poisoned,
        long steps) {

    /** Reads result.json of a finished run; not on the window thread. */
    static RunResult read(RunFolder folder) {
        JsonObject json = JsonParser.parseString(folder.result()).getAsJsonObject();
        JsonObject metrics = json.getAsJsonObject("metrics");
        return new RunResult(
                folder.path(),
                json.get("method").getAsString(),
                json.get("seed").getAsLong(),
                rate(metrics, "cleanAccuracy"),
                rate(metrics, "attackSuccessRate"),
                rate(metrics, "cleanTargetRate"),
                control(json.getAsJsonObject("controls")),
                json.get("poisonedImages").getAsLong(),
                json.get("steps").getAsLong());
    }

    /** The first of the controls is the one the attack is held against. */
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
