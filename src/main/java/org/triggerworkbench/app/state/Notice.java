package org.triggerworkbench.app.state;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the window tells once, in one sentence.
 *
 * @param failure what went wrong; null where something went well
 * @param file what was written; null where nothing was
 * @param undo takes back what was done; null where it cannot be
 */
public record Notice(
        String sentence,
        @Nullable Throwable failure,
        @Nullable Path file,
        @Nullable Runnable undo) {}
