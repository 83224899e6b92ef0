package org.triggerworkbench.training;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** What is trained: the parameters, the loss of a step and the figures of an epoch. The loop is {@link Trainer}'s. */
public interface TrainingTask {
    /** Name of this phase of a run, such as {@code backdoored-prompt}. */
    String name();

    /** What the optimiser moves, by name; each requires a gradient. */
    Map<String, NDArray> trainable();

    /**
     * What changes along with the trained parameters though no optimiser moves it, by name, such as the running statistics of
     * batch norm; kept in checkpoints. No name is also one of {@link #trainable()}.
     */
    default Map<String, NDArray> state() {
        return Map.of();
    }

    /** Steps in one pass over the training images. */
    int stepsPerEpoch();

    /**
     * The loss of one step, built inside the gradient collector and the step's tensor scope. Everything random in it is
     * derived from the run's seed and the step.
     *
     * @param step from 0, counted over the whole phase
     */
    StepLoss loss(long step);

    /** Called after the optimiser has moved the parameters, to bring them back to where they may be. */
    default void afterUpdate() {}

    /** Figures after an epoch (counted from 1), by name; rates are fractions. Called outside the collector. */
    Map<String, Double> evaluate(int epoch);
}
