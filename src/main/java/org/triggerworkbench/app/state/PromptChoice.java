package org.triggerworkbench.app.state;

/** Which prompt the model is seen through. */
public enum PromptChoice {
    NONE,
    CLEAN,
    BACKDOORED
}
