package org.triggerworkbench.experiment.live;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sentences a class, for zero-shot classification. Two are the same only if they are the same object.
 *
 * @param sentences of each class, one or more
 */
public record Wording(List<List<String>> sentences) {
    public Wording {
        sentences = sentences.stream().map(List::copyOf).toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
