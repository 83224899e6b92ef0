package org.triggerworkbench.experiment.live;

import org.jspecify.annotations.Nullable;
import org.triggerworkbench.evaluation.AttackMetrics;

/**
 * The answer for the whole sheet.
 *
 * @param clean the sheet as it is, seen through the question's prompt
 * @param triggered the sheet with the trigger on every image, those of the target class too; null without a trigger
 * @param metrics rates over the sheet, counted as {@code evaluate} counts
 * @param anchors unit embeddings of the classes' words in the joint space, K x D; empty in any other space
 * @param nanos it took
 */
public record SheetResult(
        InferenceRequest question,
        ImageResults clean,
        @Nullable ImageResults triggered,
        AttackMetrics metrics,
        float[][] anchors,
        long nanos) {}
