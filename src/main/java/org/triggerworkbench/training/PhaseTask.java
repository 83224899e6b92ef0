package org.triggerworkbench.training;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * A task under another name, for a run that trains the same thing more than once.
 *
 * @param name of the phase
 * @param task what is done
 */
public record PhaseTask(String name, TrainingTask task) implements TrainingTask {
    @Override
    public Map<String, NDArray> trainable() {
        return task.trainable();
    }

    @Override
    public Map<String, NDArray> state() {
        return task.state();
    }

    @Override
    public void afterUpdate() {
        task.afterUpdate();
    }

    @Override
    public int stepsPerEpoch() {
        return task.stepsPerEpoch();
    }

    @Override
    public StepLoss loss(long step) {
        return task.loss(step);
    }

    @Override
    public Map<String, Double> evaluate(int epoch) {
        return task.evaluate(epoch);
    }
}
