package org.triggerworkbench.app.compare;

/** The parts of the comparison, one shown at a time. */
public enum Section {
    PICTURES,
    CONFUSION,
    ACTIVATIONS,
    TABLE
}
