package org.triggerworkbench.model.load;

import org.jspecify.annotations.Nullable;

/**
 * Which of the outputs of a TorchScript file are the logits, as far as that is known before it is opened.
 *
 * @param output its number from 0 in a tuple or list, or its key in a dictionary; null leaves it to the file and its card
 * @param classes number of classes of the data, which tells outputs apart where neither card nor user does; 0 if unknown
 */
public record OutputWish(@Nullable String output, int classes) {
    /** Nothing is known. */
    public static final OutputWish NONE = new OutputWish(null, 0);
}
