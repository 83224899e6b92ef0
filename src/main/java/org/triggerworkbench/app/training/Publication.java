package org.triggerworkbench.app.training;

import java.util.Map;
import org.triggerworkbench.compute.HostTensor;

/**
 * What a run trains, as it was after a step.
 *
 * @param phase of the run
 * @param step steps done in the phase
 * @param weights by name
 */
public record Publication(Phase phase, long step, Map<String, HostTensor> weights) {}
