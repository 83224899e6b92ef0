package org.triggerworkbench.evaluation.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;

class GradientJobsTest {
    @Test
    void run_interruptedWhileItWaits_dropsTheJob() throws Exception {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1)) {
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<Boolean> busy = compute.gradientThread().submitRun("busy", () -> {
                begun.countDown();
                release.await();
                return true;
            });
            // A job goes before a run that has not begun, and then nobody waits.
            begun.await();
            AtomicBoolean ran = new AtomicBoolean();
            Thread.currentThread().interrupt();
            assertThrows(
                    CancellationException.class, () -> GradientJobs.run(compute, "map", () -> ran.getAndSet(true)));
            assertTrue(Thread.interrupted(), "the mark is set again");
            release.countDown();
            assertTrue(busy.get());
            assertEquals(3, GradientJobs.run(compute, "next", () -> 3));
            assertFalse(ran.get());
        }
    }

    @Test
    void run_passesOnWhatTheJobThrows() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1)) {
            IllegalStateException thrown = new IllegalStateException("planted");
            IllegalStateException caught = assertThrows(
                    IllegalStateException.class,
                    () -> GradientJobs.run(compute, "map", () -> {
                        throw thrown;
                    }));
            assertEquals(thrown, caught);
        }
    }
}
