package org.triggerworkbench.experiment.live;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;

/**
 * The weights of the open model as a training published them. Two states are the same only if they are the same object.
 *
 * @param weights by name, all or some of the model's
 * @param step of the training they are from
 */
public record ModelState(Map<String, HostTensor> weights, long step) {
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
