package org.triggerworkbench.compute;

import ai.djl.engine.EngineException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong in the engine.
 *
 * @param time when
 * @param sentence what, in one line
 */
public record EngineFault(Instant time, String sentence) {
    private static final AtomicReference<@Nullable EngineFault> LAST = new AtomicReference<>();

    /** The last one since the program began. */
    public static Optional<EngineFault> last() {
        return Optional.ofNullable(LAST.get());
    }

    /** Keeps a sentence as the last fault. */
    public static void keep(String sentence) {
        LAST.set(new EngineFault(
                Instant.now(), sentence.lines().findFirst().orElse("").strip()));
    }

    /** Keeps a failure as the last fault if it comes from the engine or its natives; any thread. */
    public static void note(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof EngineException || each instanceof LinkageError) {
                keep(each.getMessage() == null ? each.toString() : each.getMessage());
                return;
            }
        }
    }
}
