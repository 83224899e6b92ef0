package org.triggerworkbench.training;

import java.util.Map;

/** What a run tells while it goes on. */
public sealed interface MetricEvent {
    /** The phase of the run it belongs to. */
    Phase phase();

    /** Steps done in this phase when it was told. */
    long step();

    /**
     * A phase begins, or goes on from its checkpoint; also told of phases that had ended before. No part of the record.
     *
     * @param step steps done already
     * @param totalSteps of the whole phase
     */
    record Start(Phase phase, long step, long totalSteps) implements MetricEvent {}

    /**
     * After a step.
     *
     * @param totalSteps of the whole phase
     * @param epoch from 1
     * @param losses {@code total} and the task's parts
     * @param learningRate of this step
     * @param imagesPerSecond over the last steps
     * @param residentBytes memory of the process
     */
    record Step(
            Phase phase,
            long step,
            long totalSteps,
            int epoch,
            Map<String, Double> losses,
            double learningRate,
            double imagesPerSecond,
            long residentBytes)
            implements MetricEvent {}

    /**
     * After an epoch.
     *
     * @param epoch from 1; 0 where a phase trains nothing, so that its figures are those of its start
     * @param metrics the task's figures, such as {@code cleanAccuracy}; rates are fractions
     */
    record Epoch(Phase phase, long step, int epoch, Map<String, Double> metrics) implements MetricEvent {}
}
