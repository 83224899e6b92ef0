package org.triggerworkbench.data;

import java.util.List;

/**
 * Texts and their classes.
 *
 * @param labels one per text
 */
public record LabelledTexts(List<String> texts, int[] labels) {
    public LabelledTexts {
        texts = List.copyOf(texts);
        if (texts.size() != labels.length) {
            throw new IllegalArgumentException(texts.size() + " texts, " + labels.length + " labels");
        }
    }

    public int size() {
        return labels.length;
    }
}
