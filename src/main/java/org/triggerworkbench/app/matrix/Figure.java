package org.triggerworkbench.app.matrix;

import org.jspecify.annotations.Nullable;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.experiment.matrix.MatrixMeasure;
import org.triggerworkbench.text.Messages;

/** What the squares of the map tell. */
enum Figure {
    /** Attack success after the repair, or of the attack itself. */
    SUCCESS(MatrixMeasure.ATTACK_SUCCESS, false),
    ACCURACY(MatrixMeasure.CLEAN_ACCURACY, true),
    ROBUST(MatrixMeasure.ROBUST_ACCURACY, true),
    /** Attack success after the repair and one more plain fine-tuning. */
    REBOUND(MatrixMeasure.REBOUND, false),
    /** Area under the ROC curve of a defence that scores inputs or models. */
    DETECTION(MatrixMeasure.DETECTION_AUROC, true),
    /** Attack success of what should have none. */
    CONTROL(MatrixMeasure.CONTROL, false);

    private static final Messages TEXT = Messages.of(Figure.class);

    private final MatrixMeasure measure;
    private final boolean higherIsBetter;

    Figure(MatrixMeasure measure, boolean higherIsBetter) {
        this.measure = measure;
        this.higherIsBetter = higherIsBetter;
    }

    MatrixMeasure measure() {
        return measure;
    }

    /** Name for people. */
    String title() {
        return TEXT.get("figure." + name());
    }

    /** The measure that defines it; null where it is none of those. */
    @Nullable
    Measure defined() {
        return switch (this) {
            case SUCCESS -> Measure.ATTACK_SUCCESS;
            case ACCURACY -> Measure.CLEAN_ACCURACY;
            case ROBUST -> Measure.ROBUST_ACCURACY;
            case CONTROL -> Measure.CONTROL;
            case REBOUND, DETECTION -> null;
        };
    }

    /** From 0, what a defender wants, to 1, what an attacker wants. */
    double shade(double value) {
        // An area of 0.5 is chance: it tells nothing, and less is no worse.
        double share = this == DETECTION ? Math.clamp(2 * value - 1, 0, 1) : Math.clamp(value, 0, 1);
        return higherIsBetter ? 1 - share : share;
    }

    /** Without its unit, such as 98.8; of areas 0.988. */
    String number(double value) {
        return measure.number(value);
    }
}
