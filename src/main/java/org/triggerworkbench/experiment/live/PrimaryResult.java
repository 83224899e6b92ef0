package org.triggerworkbench.experiment.live;

import org.jspecify.annotations.Nullable;

/**
 * The answer for the enlarged image alone, which comes first.
 *
 * @param clean one image
 * @param triggered one image; null without a trigger
 */
public record PrimaryResult(
        InferenceRequest question,
        ImageResults clean,
        @Nullable ImageResults triggered,
        long nanos) {}
