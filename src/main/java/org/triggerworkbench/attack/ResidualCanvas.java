package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.trigger.Trigger;

/**
 * A residual on the whole image that can be trained: clip(x + d), no value of d beyond eps. It is kept as u = d / (k eps), so that
 * one learning rate serves it and what is trained beside it: a step of that rate r moves d by about k r eps.
 */
final class ResidualCanvas implements AutoCloseable {
    private final float epsilon;
    private final double speed;
    private final int width;
    private final int height;
    private final NDArray units;

    /**
     * Starts from zeros.
     *
     * @param epsilon of pixels in [0, 1]
     * @param speed k, above 0
     */
    ResidualCanvas(Compute compute, double epsilon, double speed, int width, int height) {
        this.epsilon = (float) epsilon;
        this.speed = speed;
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
        return Scalars.clip(images.add(Scalars.times(units, speed * epsilon)), 0, 1);
    }

    /** Brings d back to where it may be. */
    void project() {
        try (TensorScope _ = new TensorScope()) {
            Scalars.clip(units, -1 / speed, 1 / speed).copyTo(units);
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
            delta[i] = Math.clamp((float) (speed * epsilon * delta[i]), -epsilon, epsilon);
        }
        return new Trigger.Additive(width, height, delta);
    }

    @Override
    public void close() {
        units.close();
    }
}
