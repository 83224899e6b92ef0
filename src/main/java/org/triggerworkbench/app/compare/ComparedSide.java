package org.triggerworkbench.app.compare;

import org.triggerworkbench.experiment.live.InferenceRequest;

/**
 * One of the things compared.
 *
 * @param kind what it is
 * @param asked of it, without stamp and features
 */
record ComparedSide(Kind kind, InferenceRequest asked) {
    /** What a side is. */
    enum Kind {
        WITH,
        WITHOUT,
        CLEAN,
        BACKDOORED,
        NOW,
        PINNED
    }
}
