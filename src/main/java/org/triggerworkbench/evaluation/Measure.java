package org.triggerworkbench.evaluation;

import java.util.List;
import java.util.Locale;
import org.triggerworkbench.text.Messages;

/** What is measured, under one key, one name and one definition wherever it is written or shown. */
public enum Measure {
    CLEAN_ACCURACY("cleanAccuracy", true, true),
    ATTACK_SUCCESS("attackSuccessRate", true, false),
    CLEAN_TARGET_RATE("cleanTargetRate", true, false),
    ROBUST_ACCURACY("robustAccuracy", true, true),
    CONTROL("controlRate", true, false),
    SSIM("ssim", false, true),
    PSNR("psnr", false, true),
    L0("l0", false, false),
    LINF("linf", false, false);

    /** The rates of {@link AttackMetrics}, in the order of JSON files. */
    public static final List<Measure> RATES =
            List.of(CLEAN_ACCURACY, ATTACK_SUCCESS, CLEAN_TARGET_RATE, ROBUST_ACCURACY);

    private static final Messages TEXT = Messages.of(Measure.class);

    private final String key;
    private final boolean percent;
    private final boolean higherIsBetter;

    Measure(String key, boolean percent, boolean higherIsBetter) {
        this.key = key;
        this.percent = percent;
        this.higherIsBetter = higherIsBetter;
    }

    /** Name in JSON files, of {@code metrics.jsonl} too. */
    public String key() {
        return key;
    }

    /** Name in TOML files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is a share of inputs, a fraction in files and percent on screen; else a number. */
    public boolean isPercent() {
        return percent;
    }

    /** Whether more of it is better for whom uses the model; of similarities, whether more is more alike. */
    public boolean isHigherBetter() {
        return higherIsBetter;
    }

    /** As papers shorten it, such as "ASR". */
    public String symbol() {
        return TEXT.get("measure." + word() + ".symbol");
    }

    /** Name for people. */
    public String title() {
        return TEXT.get("measure." + word() + ".title");
    }

    /** Name with the symbol in brackets, where that says more. */
    public String titleWithSymbol() {
        return symbol().equalsIgnoreCase(title()) ? title() : TEXT.get("measure.both", title(), symbol());
    }

    /** What is counted of what. */
    public String definition() {
        return TEXT.get("measure." + word() + ".definition");
    }

    /** Name, symbol and definition, for a tooltip. */
    public String explained() {
        return TEXT.get("measure.explained", titleWithSymbol(), definition());
    }

    /** How it is computed, in signs. */
    public String formula() {
        return TEXT.get("measure." + word() + ".formula");
    }
}
