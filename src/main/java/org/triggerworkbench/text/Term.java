package org.triggerworkbench.text;

import java.util.Locale;

/** A word of the field with its one sentence: the window's tooltips and docs/glossary.md say the same. */
public enum Term {
    BACKDOOR,
    TRIGGER,
    MASK,
    RESIDUAL,
    TARGET_CLASS,
    ALL_TO_ALL,
    POISONING_RATE,
    VISUAL_PROMPT,
    TEXT_PROMPT,
    LEARNED_CONTEXT,
    OUTPUT_MAPPING,
    ZERO_SHOT,
    SURROGATE,
    CONFIDENCE_INTERVAL,
    SALIENCY,
    EMBEDDING,
    ANOMALY_INDEX,
    PL1_NORM,
    PERTURBATION_RESISTIVITY;

    private static final Messages TEXT = Messages.of(Term.class);

    /** As it stands in a sentence, such as "poisoning rate". */
    public String title() {
        return TEXT.get("term." + key() + ".title");
    }

    /** What it means, in one sentence. */
    public String definition() {
        return TEXT.get("term." + key() + ".definition");
    }

    private String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
