package org.triggerworkbench.experiment.open;

import java.util.List;

/** Which prompt a model is seen through. */
public enum PromptChoice {
    NONE,
    CLEAN,
    BACKDOORED;

    /** Those for which a prompt can be open. */
    public static final List<PromptChoice> PROMPTS = List.of(CLEAN, BACKDOORED);
}
