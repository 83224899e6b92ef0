package org.triggerworkbench.training;

import org.triggerworkbench.training.optimizer.Optimizer;

/**
 * A task with how it is trained.
 *
 * @param phase which of the run's phases it is
 * @param task what is trained
 * @param optimizer moves its parameters; the caller's to close
 * @param settings how long and how fast
 */
public record TrainingPhase(Phase phase, TrainingTask task, Optimizer optimizer, TrainingSettings settings) {
    long totalSteps() {
        return (long) settings.epochs() * task.stepsPerEpoch();
    }
}
