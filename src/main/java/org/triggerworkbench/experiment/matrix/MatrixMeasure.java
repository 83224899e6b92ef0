package org.triggerworkbench.experiment.matrix;

import java.util.Locale;

/** What is shown of a matrix, one at a time; fractions from 0 to 1. */
public enum MatrixMeasure {
    /** Attack success rate; after the repair, where the defence is one. */
    ATTACK_SUCCESS("asr"),
    /** Clean accuracy, likewise. */
    CLEAN_ACCURACY("ca"),
    /** Share of triggered inputs that are predicted as their true class, likewise. */
    ROBUST_ACCURACY("ra"),
    /** Area under the ROC curve of a defence that scores inputs, or of a detection that measured itself. */
    DETECTION_AUROC("auroc"),
    /** Attack success rate after the repaired model was fine-tuned once more. */
    REBOUND("rebound"),
    /** Attack success of what should have none: the clean counterpart, or noise in the trigger's place after a repair. */
    CONTROL("control");

    private final String key;

    MatrixMeasure(String key) {
        this.key = key;
    }

    /** For people, without its unit: in percent, such as 98.8; of areas 0.988. */
    public String number(double value) {
        return this == DETECTION_AUROC
                ? String.format(Locale.ROOT, "%.3f", value)
                : String.format(Locale.ROOT, "%.1f", 100 * value);
    }

    /** Its column in matrix.csv. */
    public String key() {
        return key;
    }
}
