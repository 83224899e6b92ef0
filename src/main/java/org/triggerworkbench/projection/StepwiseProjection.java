package org.triggerworkbench.projection;

import java.util.OptionalDouble;

/**
 * A map of N points to the plane that is made by small steps, so that it can be watched and left at any time: who wants no
 * more simply stops calling {@link #step()}. One thread at a time; {@link #positions()} is a copy that may be handed to
 * another thread.
 *
 * <p>The same points, settings and seed give the same positions after each step, bit for bit on the same Java runtime and
 * processor, however many threads work on it.
 */
public interface StepwiseProjection {
    /**
     * Does one iteration.
     *
     * @throws IllegalStateException where all planned iterations are done
     */
    void step();

    /** Iterations done, 0 to {@link #iterations()}. */
    int iteration();

    /** Iterations planned in all. */
    int iterations();

    /** Whether all planned iterations are done. */
    default boolean isFinished() {
        return iteration() >= iterations();
    }

    /** A copy of the present places, N x 2 finite values. */
    float[][] positions();

    /**
     * What the method makes small, at the present positions; empty where the method has no such number at hand. Computed
     * on demand, about as dear as a step.
     */
    OptionalDouble cost();
}
