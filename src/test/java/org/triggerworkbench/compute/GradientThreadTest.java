package org.triggerworkbench.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.pytorch.jni.JniUtils;
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
