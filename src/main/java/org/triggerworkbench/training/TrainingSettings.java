package org.triggerworkbench.training;

import org.triggerworkbench.training.optimizer.Schedule;

/**
 * How long and how fast.
 *
 * @param epochs passes over the training images
 * @param learningRate base rate
 * @param schedule factor on it
 * @param warmupSteps steps of the linear rise
 * @param checkpointEvery steps between checkpoints; one is also written after each epoch
 * @param seed of the run
 */
public record TrainingSettings(
        int epochs, double learningRate, Schedule schedule, long warmupSteps, int checkpointEvery, long seed) {}
