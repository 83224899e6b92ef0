package org.triggerworkbench.app.training;

import org.triggerworkbench.method.Shown;
import org.triggerworkbench.training.Phase;

/**
 * What a run trains, as it was after a step.
 *
 * @param step steps done in the phase
 */
public record Publication(Phase phase, long step, Shown shown) {}
