package org.triggerworkbench.experiment.live;

import org.triggerworkbench.evaluation.AttackMetrics;

/**
 * The rates over the first images of a sheet that is still being answered.
 *
 * @param metrics over those seen clean and triggered so far, counted as those of the whole are
 */
public record SheetProgress(InferenceRequest question, AttackMetrics metrics) {}
