package org.triggerworkbench.compute;

import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The one thread on which the window's questions are answered: forward passes only, beside whatever run is under way. */
public final class InferenceThread implements Executor, AutoCloseable {
    private final ExecutorService thread;

    /** @param threads processor threads of an operation */
    InferenceThread(int threads) {
        thread = Executors.newSingleThreadExecutor(
                task -> Thread.ofPlatform().name("inference").daemon(true).unstarted(() -> {
                    // The engine's gradient mode and thread count are settings of each thread.
                    JniUtils.setGradMode(false);
                    Compute.useThreads(threads);
                    task.run();
                }));
    }

    @Override
    public void execute(Runnable work) {
        thread.execute(work);
    }

    /** Queues work and returns its result. */
    public <T> CompletableFuture<T> submit(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                EngineFault.note(e);
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Waits for the work under way, drops what is queued. */
    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
    }
}
