package org.triggerworkbench.compute;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which gradients are computed: the engine allows a single gradient collector a process. Runs wait in
 * a visible queue; short jobs (one saliency map, one optimisation step) are done between the steps of the current run,
 * where it calls {@link #betweenSteps()}. Sharing never changes a run's numbers, since every step seeds itself.
 */
public final class GradientThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GradientThread.class);
    /** A step and the checkpoint after it, of a large model. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Deque<Job> shortJobs = new ArrayDeque<>();
    private final Deque<Job> runs = new ArrayDeque<>();
    private final Thread thread;
    private final int threads;
    private final Duration patience;
    private boolean closed;

    private record Job(String name, Runnable work, CompletableFuture<?> result) {}

    /** @param threads processor threads of an operation */
    GradientThread(int threads) {
        this(threads, PATIENCE);
    }

    /** @param patience how long closing waits for the work under way */
    GradientThread(int threads, Duration patience) {
        this.threads = threads;
        this.patience = patience;
        thread = Thread.ofPlatform().name("gradient").daemon(true).start(this::loop);
    }

    /** Queues a run; it starts when the runs before it have ended. */
    public <T> CompletableFuture<T> submitRun(String name, Callable<T> run) {
        return enqueue(runs, name, run);
    }

    /** Queues a short job; it is done before the next step of the current run, at once when no run is under way. */
    public <T> CompletableFuture<T> submitShort(String name, Callable<T> job) {
        return enqueue(shortJobs, name, job);
    }

    /** Runs that have not started yet, in order. */
    public List<String> waitingRuns() {
        synchronized (runs) {
            return runs.stream().map(Job::name).toList();
        }
    }

    /** Called by a run between two steps: does the short jobs that wait. */
    public void betweenSteps() {
        requireThisThread();
        for (Job job = poll(shortJobs); job != null; job = poll(shortJobs)) {
            job.work().run();
        }
    }

    /**
     * Computes a scalar and its gradients; afterwards each leaf that requires a gradient holds its own.
     *
     * @param loss builds the scalar; called once, inside the gradient collector
     * @return the scalar the supplier built
     */
    public NDArray backward(Supplier<NDArray> loss) {
        requireThisThread();
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray scalar = loss.get();
            collector.backward(scalar);
            return scalar;
        }
    }

    /** Whether the caller is on the gradient thread. */
    public boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }

    /** Whether no work is done any more, so that tensors may be freed. */
    boolean hasEnded() {
        return !thread.isAlive();
    }

    /** Drops what is queued and waits for the work under way, which its owner has cancelled before; but not for ever. */
    @Override
    public void close() {
        List<Job> dropped = new ArrayList<>();
        synchronized (runs) {
            closed = true;
            dropped.addAll(runs);
            dropped.addAll(shortJobs);
            runs.clear();
            shortJobs.clear();
            runs.notifyAll();
        }
        dropped.forEach(job -> job.result().cancel(false));
        try {
            if (!isCurrent() && !thread.join(patience)) {
                LOG.warn("the work on the gradient thread has not ended within {}", patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireThisThread() {
        if (!isCurrent()) {
            throw new IllegalStateException("gradient work belongs on the gradient thread, not on "
                    + Thread.currentThread().getName());
        }
    }

    private <T> CompletableFuture<T> enqueue(Deque<Job> queue, String name, Callable<T> callable) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable work = () -> {
            if (result.isCancelled()) {
                return;
            }
            try {
                result.complete(callable.call());
            } catch (Throwable e) {
                EngineFault.note(e);
                result.completeExceptionally(e);
            }
        };
        synchronized (runs) {
            if (closed) {
                throw new IllegalStateException("the gradient thread has ended");
            }
            queue.add(new Job(name, work, result));
            runs.notifyAll();
        }
        return result;
    }

    private @Nullable Job poll(Deque<Job> queue) {
        synchronized (runs) {
            return queue.poll();
        }
    }

    private void loop() {
        // The engine's gradient mode and thread count are settings of each thread.
        boolean prepared = false;
        for (Job job = next(); job != null; job = next()) {
            if (!prepared) {
                JniUtils.setGradMode(false);
                Compute.useThreads(threads);
                prepared = true;
            }
            // An interrupt was meant for the job before.
            Thread.interrupted();
            job.work().run();
        }
    }

    private @Nullable Job next() {
        synchronized (runs) {
            while (true) {
                Job job = shortJobs.isEmpty() ? runs.poll() : shortJobs.poll();
                if (job != null || closed) {
                    return job;
                }
                try {
                    runs.wait();
                } catch (InterruptedException e) {
                    // Only closing ends this thread: queued jobs must not wait for ever.
                }
            }
        }
    }
}
