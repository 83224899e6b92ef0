package org.triggerworkbench.training;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.function.Supplier;
import org.triggerworkbench.training.optimizer.Optimizer;

/** What is trained: the parameters, the loss of a step and the figures of an epoch. The loop is {@link Trainer}'s. */
public interface TrainingTask {
    /** Name of this phase of a run, such as {@code backdoored-prompt}. */
    String name();

    /** Called once before the first step and before a checkpoint is read, when all earlier phases have ended. */
    default void begin() {}

    /** How long and how fast this is trained, where a task does not train as the run's settings say. */
    default TrainingSettings settings(TrainingSettings usual) {
        return usual;
    }

    /**
     * The optimiser of this phase, where it is not the run's; the caller closes it.
     *
     * @param usual makes the one that the run's settings name
     */
    default Optimizer optimizer(Supplier<Optimizer> usual) {
        return usual.get();
    }

    /** What the optimiser moves, by name; each requires a gradient. */
    Map<String, NDArray> trainable();

    /**
     * What changes along with the trained parameters though no optimiser moves it, by name, such as the running statistics of
     * batch norm; kept in checkpoints. No name is also one of {@link #trainable()}.
     */
    default Map<String, NDArray> state() {
        return Map.of();
    }

    /** Steps from one time its weights are shown to the next, at least 1; what is large is copied more rarely. */
    default int shownEvery() {
        long numbers = trainable().values().stream().mapToLong(NDArray::size).sum();
        return numbers > 50_000 ? 20 : 5;
    }

    /** Steps in one pass over the training images; 0 where nothing is trained. */
    int stepsPerEpoch();

    /**
     * The loss of one step, built inside the gradient collector and the step's tensor scope. Everything random in it is
     * derived from the run's seed and the step.
     *
     * @param step from 0, counted over the whole phase
     */
    StepLoss loss(long step);

    /**
     * Whether there is nothing left to train, though steps are left. Asked after each step and after a checkpoint is read, so
     * it follows from {@link #trainable()} and {@link #state()} alone: a run that goes on ends where it would have ended.
     */
    default boolean isDone() {
        return false;
    }

    /** Called after the optimiser has moved the parameters, to bring them back to where they may be. */
    default void afterUpdate() {}

    /**
     * Figures after an epoch, by name; rates are fractions. Called outside the collector.
     *
     * @param epoch from 1; 0 where there are no steps
     */
    Map<String, Double> evaluate(int epoch);
}
