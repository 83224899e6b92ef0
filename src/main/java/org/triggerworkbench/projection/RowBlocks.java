package org.triggerworkbench.projection;

import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * Work on rows in fixed blocks, several blocks at a time. A row's result must depend on nothing that another row writes;
 * then the result is the same for each number of threads.
 */
public final class RowBlocks {
    private static final int BLOCK = 64;
    private static final int BLOCKS_BETWEEN_CHECKS = 32;

    /** Work on rows from (inclusive) to (exclusive). */
    @FunctionalInterface
    public interface Task {
        void run(int from, int to);
    }

    private RowBlocks() {}

    /** Works on rows 0 to n - 1. */
    public static void run(int n, Task task) {
        runBlocks(n, 0, blocks(n), task);
    }

    /**
     * As {@link #run}, but gives up soon after the calling thread is interrupted.
     *
     * @throws CancellationException where the thread is interrupted; it stays so
     */
    public static void runUnlessInterrupted(int n, Task task) {
        for (int first = 0; first < blocks(n); first += BLOCKS_BETWEEN_CHECKS) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException();
            }
            runBlocks(n, first, Math.min(first + BLOCKS_BETWEEN_CHECKS, blocks(n)), task);
        }
    }

    private static int blocks(int n) {
        return (n + BLOCK - 1) / BLOCK;
    }

    private static void runBlocks(int n, int first, int end, Task task) {
        IntStream blocks = IntStream.range(first, end);
        // One block is not worth waking a second thread.
        (end - first > 1 ? blocks.parallel() : blocks)
                .forEach(block -> task.run(block * BLOCK, Math.min(n, (block + 1) * BLOCK)));
    }
}
