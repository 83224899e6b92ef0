package org.triggerworkbench.evaluation;

/**
 * What a backdoor does to a set of test inputs. "Counted" inputs are those the target counts: the non-target inputs of an
 * all-to-one attack, all inputs of an all-to-all attack. The three rates over counted inputs have one denominator; as in
 * BackdoorBench the robust accuracy (RA) is over the same inputs as the attack success rate, so the two never sum to more than 1.
 *
 * @param cleanAccuracy share of all inputs, untriggered, predicted as their true class (CA)
 * @param attackSuccess share of counted inputs, triggered, predicted as the attack wants (ASR); undefined without a trigger
 * @param cleanTargetRate share of the same inputs, untriggered, predicted as the attack wants: what the trigger must beat
 * @param robustAccuracy share of counted inputs, triggered, predicted as their true class (RA); undefined without a trigger
 * @param clean confusion of all inputs, untriggered
 * @param triggered confusion of counted inputs, triggered; empty without a trigger
 * @param cleanPredictions predicted class of each input, untriggered
 * @param triggeredPredictions predicted class of each input, triggered, counted or not; no elements without a trigger
 */
public record AttackMetrics(
        Rate cleanAccuracy,
        Rate attackSuccess,
        Rate cleanTargetRate,
        Rate robustAccuracy,
        Confusion clean,
        Confusion triggered,
        int[] cleanPredictions,
        int[] triggeredPredictions) {

    /** One of {@link Measure#RATES}. */
    public Rate rate(Measure measure) {
        return switch (measure) {
            case CLEAN_ACCURACY -> cleanAccuracy;
            case ATTACK_SUCCESS -> attackSuccess;
            case CLEAN_TARGET_RATE -> cleanTargetRate;
            case ROBUST_ACCURACY -> robustAccuracy;
            case CONTROL, SSIM, PSNR, L0, LINF -> throw new IllegalArgumentException(measure + " is none of these");
        };
    }

    /**
     * Counts the answers.
     *
     * @param labels true classes, each below {@code classes}
     * @param cleanPredictions one per label
     * @param triggeredPredictions one per label, or none where there was no trigger
     */
    public static AttackMetrics count(
            int classes, Target target, int[] labels, int[] cleanPredictions, int[] triggeredPredictions) {
        boolean hasTrigger = triggeredPredictions.length > 0;
        Confusion clean = Confusion.empty(classes);
        Confusion triggered = Confusion.empty(classes);
        long counted = 0;
        long cleanHits = 0;
        long triggeredHits = 0;
        for (int i = 0; i < labels.length; i++) {
            clean.add(labels[i], cleanPredictions[i]);
            if (!target.counts(labels[i])) {
                continue;
            }
            int wanted = target.expected(labels[i]);
            counted++;
            cleanHits += cleanPredictions[i] == wanted ? 1 : 0;
            if (hasTrigger) {
                triggered.add(labels[i], triggeredPredictions[i]);
                triggeredHits += triggeredPredictions[i] == wanted ? 1 : 0;
            }
        }
        return new AttackMetrics(
                clean.accuracy(),
                hasTrigger ? new Rate(triggeredHits, counted) : Rate.NONE,
                new Rate(cleanHits, counted),
                triggered.accuracy(),
                clean,
                triggered,
                cleanPredictions,
                triggeredPredictions);
    }
}
