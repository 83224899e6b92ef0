package org.triggerworkbench.defense;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One of three easy changes of a caption (EDA, Wei and Zou 2019): a tenth of its words, at least one, swapped with others,
 * inserted again elsewhere, or, each word by itself with probability 0.1, left out. EDA also puts in synonyms, which needs a
 * lexicon.
 */
final class CaptionChange {
    private static final double SHARE = 0.1;

    private CaptionChange() {}

    /** The caption changed; one of a single word stays as it is. */
    static String apply(String caption, SplittableRandom random) {
        List<String> words = new ArrayList<>(List.of(caption.strip().split("\\s+")));
        if (words.size() < 2) {
            return caption;
        }
        int count = (int) Math.max(1, Math.round(SHARE * words.size()));
        switch (random.nextInt(3)) {
            case 0 -> {
                for (int i = 0; i < count; i++) {
                    Collections.swap(words, random.nextInt(words.size()), random.nextInt(words.size()));
                }
            }
            case 1 -> {
                for (int i = 0; i < count; i++) {
                    words.add(random.nextInt(words.size() + 1), words.get(random.nextInt(words.size())));
                }
            }
            default -> {
                String kept = words.get(random.nextInt(words.size()));
                words.removeIf(_ -> random.nextDouble() < SHARE);
                if (words.isEmpty()) {
                    words.add(kept);
                }
            }
        }
        return String.join(" ", words);
    }
}
