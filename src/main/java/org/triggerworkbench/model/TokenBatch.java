package org.triggerworkbench.model;

/**
 * Tokenised texts.
 *
 * @param ids M x L token ids, padded to one length
 * @param ends of each text, the position whose final state stands for the text
 */
public record TokenBatch(long[][] ids, int[] ends) {
    public int size() {
        return ids.length;
    }

    /** Padded length L. */
    public int length() {
        return ids.length == 0 ? 0 : ids[0].length;
    }
}
