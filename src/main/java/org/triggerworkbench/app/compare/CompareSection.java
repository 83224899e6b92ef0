package org.triggerworkbench.app.compare;

/** The parts of the comparison, one shown at a time. */
public enum CompareSection {
    PICTURES,
    CONFUSION,
    ACTIVATIONS,
    TABLE,
    MODELS
}
