package org.triggerworkbench.app.compare;

/**
 * One of the things compared.
 *
 * @param kind what it is
 * @param aspect as it is asked for
 */
record Side(Kind kind, Aspect aspect) {
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
