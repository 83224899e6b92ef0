package org.triggerworkbench.text;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What went wrong on another thread, out of the wrappings it came in. */
public final class Causes {
    private Causes() {}

    public static Throwable of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException || cause instanceof ExecutionException) {
            if (cause.getCause() == null) {
                break;
            }
            cause = cause.getCause();
        }
        return cause;
    }
}
