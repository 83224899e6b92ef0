package org.triggerworkbench.attack;

/** Where a backdoor lives, and so what an attack trains. */
public enum Level {
    /** In a prompt; the model is frozen. */
    PROMPT,
    /** In the weights of a copy of the model. */
    MODEL,
    /** Nowhere: the model is frozen and clean, and the trigger itself is made. */
    INPUT
}
