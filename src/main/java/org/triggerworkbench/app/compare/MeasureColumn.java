package org.triggerworkbench.app.compare;

import org.jspecify.annotations.Nullable;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.MeanSimilarity;

/**
 * A column of the table.
 *
 * @param metrics null while they are not known
 * @param similarity null while it is not known, or without a trigger
 */
record MeasureColumn(
        @Nullable AttackMetrics metrics, @Nullable MeanSimilarity similarity) {
    static final MeasureColumn NOTHING = new MeasureColumn(null, null);
}
