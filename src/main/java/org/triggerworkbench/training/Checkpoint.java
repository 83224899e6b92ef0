package org.triggerworkbench.training;

import java.util.Map;
import org.triggerworkbench.compute.HostTensor;

/**
 * All a phase needs to go on to the same result; random states are not among it, since every step seeds itself.
 *
 * @param phase name of the phase
 * @param step steps done
 * @param parameters trained tensors and the state beside them, by name
 * @param optimizer the optimiser's state
 */
public record Checkpoint(
        String phase, long step, Map<String, HostTensor> parameters, Map<String, HostTensor> optimizer) {}
