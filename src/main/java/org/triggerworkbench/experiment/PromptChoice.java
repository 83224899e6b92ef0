package org.triggerworkbench.experiment;

/** Which prompt a model is seen through. */
public enum PromptChoice {
    NONE,
    CLEAN,
    BACKDOORED
}
