package org.triggerworkbench.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.pytorch.jni.JniUtils;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GradientThreadTest {
    @Test
    void open_givesEachItsOwnNumberOfThreads() throws Exception {
        for (int threads : new int[] {1, 2, 1}) {
            try (Compute compute = Compute.open(ComputeDevice.CPU, threads)) {
                assertEquals(threads, compute.threads());
                assertEquals(threads, JniUtils.getNumThreads());
                assertEquals(
                        threads,
                        compute.gradientThread()
                                .submitRun("threads", JniUtils::getNumThreads)
                                .get());
            }
        }
    }

    @Test
    void close_doesNotWaitForEverForWorkThatDoesNotEnd() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (Compute _ = Compute.open(ComputeDevice.CPU, 1)) {
            GradientThread thread = new GradientThread(1, Duration.ofMillis(100));
            var endless = thread.submitRun("endless", () -> {
                started.countDown();
                release.await();
                return true;
            });
            var queued = thread.submitRun("queued", () -> true);
            started.await();
            thread.close();
            assertFalse(thread.hasEnded());
            assertTrue(queued.isCancelled());
            release.countDown();
            assertTrue(endless.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void jobs_areDoneAfterAnInterrupt() throws Exception {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1)) {
            Thread thread = compute.gradientThread()
                    .submitRun("who", () -> {
                        Thread.currentThread().interrupt();
                        return Thread.currentThread();
                    })
                    .get();
            thread.interrupt();
            assertFalse(compute.gradientThread()
                    .submitRun("next", () -> Thread.currentThread().isInterrupted())
                    .get(30, TimeUnit.SECONDS));
        }
    }
}
