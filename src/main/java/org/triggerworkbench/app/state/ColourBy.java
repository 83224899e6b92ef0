package org.triggerworkbench.app.state;

/** What the colour of a point or an image's edge tells, in all views alike. */
public enum ColourBy {
    /** Clean or triggered. */
    TRIGGER,
    /** The true class. */
    CLASS,
    /** The predicted class. */
    PREDICTION,
    /** Whether the attack succeeded on it. */
    FOOLED,
    /** Probability of the target class. */
    TARGET_SIMILARITY
}
