package org.triggerworkbench.experiment.study;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.folder.StoredResult;
import org.triggerworkbench.text.Messages;

/** What is compared between runs: rates after the attack, or after the repair where there is one. */
public enum StudyMeasure {
    /** Clean accuracy. */
    CA,
    /** Attack success rate. */
    ASR,
    /** Robust accuracy: triggered inputs that keep their true class. */
    RA,
    /** Attack success of what should have none: an attack's control, or noise in the trigger's place after a repair. */
    CONTROL,
    /** Attack success after the repaired model was fine-tuned once more. */
    REBOUND,
    /** Attack success after plain fine-tuning as long as the repair. */
    PLAIN,
    /** Clean accuracy after plain fine-tuning as long as the repair. */
    PLAIN_CA;

    /** The measure of a word such as {@code plain-ca}. */
    static Optional<StudyMeasure> named(String word) {
        return Arrays.stream(values())
                .filter(measure -> measure.word().equals(word))
                .findFirst();
    }

    /** As statements name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As the head of a column. */
    public String title() {
        return Messages.of(StudyMeasure.class).get("study.measure." + word());
    }

    /** Its value in a result; undefined where that has none. */
    Rate of(StoredResult result) {
        return switch (result) {
            case StoredResult.Attacked attacked ->
                switch (this) {
                    case CA -> attacked.rate(Measure.CLEAN_ACCURACY);
                    case ASR -> attacked.rate(Measure.ATTACK_SUCCESS);
                    case RA -> attacked.rate(Measure.ROBUST_ACCURACY);
                    case CONTROL -> attacked.control();
                    case REBOUND, PLAIN, PLAIN_CA -> Rate.NONE;
                };
            case StoredResult.Repaired repaired ->
                switch (this) {
                    case CA -> repaired.rate(Measure.CLEAN_ACCURACY);
                    case ASR -> repaired.rate(Measure.ATTACK_SUCCESS);
                    case RA -> repaired.rate(Measure.ROBUST_ACCURACY);
                    case CONTROL -> repaired.control();
                    case REBOUND -> repaired.rebound().getOrDefault(Measure.ATTACK_SUCCESS, Rate.NONE);
                    case PLAIN -> repaired.plain().getOrDefault(Measure.ATTACK_SUCCESS, Rate.NONE);
                    case PLAIN_CA -> repaired.plain().getOrDefault(Measure.CLEAN_ACCURACY, Rate.NONE);
                };
            default -> Rate.NONE;
        };
    }
}
