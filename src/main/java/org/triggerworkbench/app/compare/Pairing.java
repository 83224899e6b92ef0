package org.triggerworkbench.app.compare;

/** Which two things stand side by side. */
public enum Pairing {
    /** The open prompt, and none. */
    ON_OFF,
    /** The clean and the backdoored prompt. */
    PROMPTS,
    /** The answer as it is now, and the pinned one. */
    PINNED
}
