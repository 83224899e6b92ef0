package org.triggerworkbench.method;

/** Where a method acts: where an attack hides its backdoor, where a defence looks for one. */
public enum Level {
    /** In a prompt; the model is frozen. */
    PROMPT,
    /** In the weights of a copy of the model. */
    MODEL,
    /** In the inputs: the model is frozen; an attack makes the trigger itself, a defence judges images. */
    INPUT
}
