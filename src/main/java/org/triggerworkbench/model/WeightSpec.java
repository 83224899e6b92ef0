package org.triggerworkbench.model;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Seeds;

/**
 * A weight a network needs.
 *
 * @param name in a PyTorch state dict
 * @param shape sizes, outermost first
 * @param start how it is drawn before training from scratch
 * @param scale standard deviation, half-width, or value, as {@code start} has it
 */
public record WeightSpec(String name, long[] shape, Start start, double scale) {

    /** The laws weights are drawn from before training. */
    public enum Start {
        /** N(0, scale^2). */
        NORMAL,
        /** Uniform on [-scale, scale). */
        UNIFORM,
        CONSTANT
    }

    public static WeightSpec constant(String name, double value, long... shape) {
        return new WeightSpec(name, shape, Start.CONSTANT, value);
    }

    /** Whether a weight is a running statistic of batch norm, which no optimiser moves. */
    public static boolean isStatistic(String weight) {
        return weight.endsWith(".running_mean") || weight.endsWith(".running_var");
    }

    /** The weight before training: the same for the same seed and name. */
    public HostTensor draw(long seed) {
        SplittableRandom random = Seeds.generator(seed, "weights." + name, 0);
        float[] values = new float[(int) HostTensor.elements(shape)];
        switch (start) {
            case NORMAL -> values = Seeds.normal(values.length, scale, random);
            case UNIFORM -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) ((2 * random.nextDouble() - 1) * scale);
                }
            }
            case CONSTANT -> Arrays.fill(values, (float) scale);
        }
        return HostTensor.of(values, shape);
    }
}
