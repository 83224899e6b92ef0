package org.triggerworkbench.evaluation.inspection;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.triggerworkbench.compute.Compute;

/** Waits for short work on the gradient thread. */
final class GradientJobs {
    private GradientJobs() {}

    /**
     * Runs a job between the steps of the current run; at once where the caller is on the gradient thread already.
     *
     * @throws CancellationException if the caller is interrupted, whose mark is set again; a job that waits is dropped
     */
    static <T> T run(Compute compute, String name, Callable<T> job) {
        if (compute.gradientThread().isCurrent()) {
            try {
                return job.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        }
        CompletableFuture<T> result = compute.gradientThread().submitShort(name, job);
        try {
            return result.get();
        } catch (InterruptedException e) {
            boolean _ = result.cancel(false);
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException(name);
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CompletionException(e.getCause());
        }
    }
}
