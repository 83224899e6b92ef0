package org.triggerworkbench.app.training;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.folder.StoredResult;
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
        String method = folder.experiment().job().method();
        long seed = folder.experiment().seed();
        StoredResult result = folder.stored();
        return result instanceof StoredResult.Attacked attacked
                ? new Attacked(
                        folder.path(),
                        method,
                        seed,
                        attacked.rate(Measure.CLEAN_ACCURACY),
                        attacked.rate(Measure.ATTACK_SUCCESS),
                        attacked.rate(Measure.CLEAN_TARGET_RATE),
                        attacked.control(),
                        attacked.poisonedImages(),
                        attacked.steps())
                : new Defended(folder.path(), method, seed, headline(result));
    }

    private static String headline(StoredResult result) {
        Messages text = Messages.of(RunResult.class);
        return switch (result) {
            case StoredResult.Attacked _ -> "";
            case StoredResult.Detected found ->
                text.get(
                        "found.statistic",
                        text.get(
                                "found." + found.verdict().name().toLowerCase(Locale.ROOT),
                                String.join(", ", found.flagged())),
                        number(found.statistic()),
                        number(found.threshold()));
            case StoredResult.Scored scored ->
                text.get(
                        "found.scores",
                        number(scored.areaUnderRoc()),
                        Format.percent(scored.falseAcceptances()),
                        Format.percent(scored.falseRejections()));
            case StoredResult.Repaired repaired ->
                text.get(
                        "found.repair",
                        percent(repaired.before(), Measure.ATTACK_SUCCESS),
                        percent(repaired.after(), Measure.ATTACK_SUCCESS),
                        percent(repaired.before(), Measure.CLEAN_ACCURACY),
                        percent(repaired.after(), Measure.CLEAN_ACCURACY),
                        percent(repaired.plain(), Measure.ATTACK_SUCCESS),
                        percent(repaired.plain(), Measure.CLEAN_ACCURACY));
        };
    }

    private static String percent(Map<Measure, Rate> rates, Measure measure) {
        return Format.percent(rates.getOrDefault(measure, Rate.NONE));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Format.number(value, 2) : "\u2013";
    }
}
