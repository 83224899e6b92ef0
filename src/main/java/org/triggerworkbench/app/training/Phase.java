package org.triggerworkbench.app.training;

/** The parts of a run, in their order. */
public enum Phase {
    /** The same training without poison, or without training where a trigger is made: what the attack is held against. */
    CONTROL,
    ATTACK,
    /** Anything after it, such as the attack at other places. */
    OTHER
}
