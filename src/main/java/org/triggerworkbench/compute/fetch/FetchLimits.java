package org.triggerworkbench.compute.fetch;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param answer until it begins to answer
 * @param window in which at least {@code least} bytes must come
 * @param least bytes a window
 * @param tries in a row that may bring nothing worth mentioning, at least 1
 * @param pause before the second try; longer before each further one
 */
public record FetchLimits(Duration answer, Duration window, long least, int tries, Duration pause) {
    /** For the world's networks. */
    public static final FetchLimits USUAL =
            new FetchLimits(Duration.ofSeconds(30), Duration.ofSeconds(30), 64 << 10, 5, Duration.ofSeconds(2));
}
