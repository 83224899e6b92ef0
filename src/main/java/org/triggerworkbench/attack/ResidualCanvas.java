package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.trigger.Trigger;

/**
 * A residual on the whole image that can be trained: clip(x + eps u), each value of u in [-1, 1]. It is kept in units of eps, so
 * that one learning rate serves it and what is trained beside it.
 */
final class ResidualCanvas implements AutoCloseable {
    private final double epsilon;
    private final int width;
    private final int height;
    private final NDArray units;

    /**
     * Starts from zeros.
     *
     * @param epsilon of pixels in [0, 1]
     */
    ResidualCanvas(Compute compute, double epsilon, int width, int height) {
        this.epsilon = epsilon;
        this.width = width;
        this.height = height;
        try (TensorScope scope = new TensorScope()) {
            this.units = scope.keep(compute.tensor(new float[3 * width * height], 3, height, width));
        }
        units.setRequiresGradient(true);
    }

    /** u, 3 x height x width; requires a gradient. */
    NDArray units() {
        return units;
    }

    /** @param images N x 3 x H x W in [0, 1] */
    NDArray stamp(NDArray images) {
        return Scalars.clip(images.add(Scalars.times(units, epsilon)), 0, 1);
    }

    /** Brings u back to [-1, 1]. */
    void project() {
        try (TensorScope _ = new TensorScope()) {
            Scalars.clip(units, -1, 1).copyTo(units);
        }
    }

    /** The trigger as it is now. */
    Trigger.Additive trigger() {
        return trigger(Compute.toHost(units));
    }

    /** The trigger of other units, 3 x height x width. */
    Trigger.Additive trigger(HostTensor other) {
        float[] delta = other.floats();
        for (int i = 0; i < delta.length; i++) {
            delta[i] = (float) (epsilon * delta[i]);
        }
        return new Trigger.Additive(width, height, delta);
    }

    @Override
    public void close() {
        units.close();
    }
}
