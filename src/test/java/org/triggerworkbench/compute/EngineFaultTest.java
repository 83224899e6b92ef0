package org.triggerworkbench.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.text.InputException;

class EngineFaultTest {
    @Test
    void faultOfTheEngine_isKept_inOneLine_withItsTime() {
        EngineFault.note(new IllegalStateException(
                "no answer", new EngineException("CUDA error: out of memory\nException raised from malloc")));
        EngineFault last = EngineFault.last().orElseThrow();
        assertEquals("CUDA error: out of memory", last.sentence());
        assertTrue(Duration.between(last.time(), Instant.now()).toSeconds() < 5);
        EngineFault.note(new InputException("The file is not one."));
        assertEquals(last, EngineFault.last().orElseThrow());
    }

    @Test
    void workThatTheEngineRefuses_isKept_ofBothThreads() {
        EngineFault.keep("before");
        try (Compute compute = Compute.openCpu()) {
            fails(compute.inferenceThread().submit(() -> mismatch(compute)));
            assertFalse(EngineFault.last().orElseThrow().sentence().equals("before"));
            EngineFault.keep("before");
            fails(compute.gradientThread().submitShort("mismatch", () -> mismatch(compute)));
            assertFalse(EngineFault.last().orElseThrow().sentence().equals("before"));
        }
    }

    private static void fails(CompletableFuture<Boolean> work) {
        assertThrows(CompletionException.class, work::join);
    }

    private static boolean mismatch(Compute compute) {
        try (NDArray three = compute.tensor(new float[3], 1, 3);
                NDArray two = compute.tensor(new float[2], 1, 2);
                NDArray product = three.matMul(two)) {
            return product.isEmpty();
        }
    }
}
