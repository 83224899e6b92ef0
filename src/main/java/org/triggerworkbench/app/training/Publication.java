package org.triggerworkbench.app.training;

import org.triggerworkbench.method.Shown;
import org.triggerworkbench.training.Phase;

/**
 * What a run trains, as it was after a step.
 *
 * @param step steps done in the phase
 */
public record Publication(Phase phase, long step, Shown shown) {
    /** Whether it is older than another of the same part. */
    boolean isBefore(Publication other) {
        return phase.number() < other.phase.number() || (phase.number() == other.phase.number() && step < other.step);
    }
}
