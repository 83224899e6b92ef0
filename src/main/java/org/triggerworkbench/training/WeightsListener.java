package org.triggerworkbench.training;

import java.util.Map;
import org.triggerworkbench.compute.HostTensor;

/** Follows what is being trained, so that a view can show it while it forms. */
@FunctionalInterface
public interface WeightsListener {
    /**
     * Called on the gradient thread between two steps, which waits for it: keep the map, and do the work elsewhere. The first
     * call of a phase tells what it starts from, the last one what it ends with. A failure in here does not end the run.
     *
     * @param step steps done
     * @param weights copies of what the optimiser moves and of the state beside it, by name; not to be changed
     */
    void onWeights(Phase phase, long step, Map<String, HostTensor> weights);
}
