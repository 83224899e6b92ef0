package org.triggerworkbench.compute;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether the work of a thread is still wanted. Measuring asks between two batches, so that a run that is cancelled, or whose
 * window is closed, ends within a batch. Nothing is interrupted: an interrupt would break off files that are being written.
 */
public final class Cancellation {
    private static final ScopedValue<BooleanSupplier> CANCELLED = ScopedValue.newInstance();

    private Cancellation() {}

    /**
     * Does work on this thread that ends early when it is cancelled.
     *
     * @throws CancellationException if it did
     */
    public static <T> T during(BooleanSupplier cancelled, Supplier<T> work) {
        return ScopedValue.where(CANCELLED, cancelled).call(work::get);
    }

    /**
     * Called between two batches.
     *
     * @throws CancellationException if the work that this thread does is cancelled
     */
    public static void check() {
        if (CANCELLED.isBound() && CANCELLED.get().getAsBoolean()) {
            throw new CancellationException();
        }
    }
}
