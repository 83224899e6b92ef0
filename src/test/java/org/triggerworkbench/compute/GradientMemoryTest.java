package org.triggerworkbench.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a gradient needs must not lie in Java buffers that are gone by the time it is computed. */
class GradientMemoryTest {
    private static final int N = 4096;

    @Test
    void backward_readsTheRightNumbersAfterGarbageCollection() throws Exception {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1)) {
            float[] gradient = compute.gradientThread()
                    .submitRun("memory", () -> gradient(compute))
                    .get();
            float[] expected = new float[N];
            Arrays.fill(expected, 1.5f);
            assertArrayEquals(expected, gradient);
            assertEquals(0, compute.liveTensors());
        }
    }

    @Test
    void clip_isThatOfTorchAndKeepsItsGradientAfterGarbageCollection() throws Exception {
        float[] values = {-0.5f, 0, 0.25f, 1, 1.5f, Float.NaN};
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1)) {
            float[] gradient = compute.gradientThread()
                    .submitRun("clip", () -> clipGradient(compute, values))
                    .get();
            assertArrayEquals(new float[] {0, 1, 1, 1, 0, 1}, gradient);
            assertEquals(0, compute.liveTensors());
        }
    }

    private static float[] clipGradient(Compute compute, float[] values) {
        try (var _ = new TensorScope()) {
            NDArray x = compute.tensor(values, values.length);
            assertArrayEquals(
                    new float[] {0, 0, 0.25f, 1, 1, Float.NaN},
                    Scalars.clip(x, 0, 1).toFloatArray());
            x.setRequiresGradient(true);
            NDArray kept = compute.gradientThread().backward(() -> {
                NDArray loss;
                try (TensorScope inner = new TensorScope()) {
                    loss = inner.keep(Scalars.clip(x, 0, 1).sum());
                }
                overwriteFreedMemory();
                return loss;
            });
            kept.close();
            return x.getGradient().toFloatArray();
        }
    }

    /** d/dx of sum(0.5 x w), w = 3, the tensors behind the products closed and their buffers swept before backward. */
    private static float[] gradient(Compute compute) {
        float[] three = new float[N];
        Arrays.fill(three, 3);
        try (var _ = new TensorScope()) {
            NDArray x = compute.tensor(new float[N], N);
            x.setRequiresGradient(true);
            compute.gradientThread().backward(() -> {
                NDArray loss;
                try (NDArray weights = compute.tensor(three, N)) {
                    loss = Scalars.times(x.mul(weights), 0.5).sum();
                }
                overwriteFreedMemory();
                return loss;
            });
            return x.getGradient().toFloatArray();
        }
    }

    private static void overwriteFreedMemory() {
        for (int round = 0; round < 3; round++) {
            System.gc();
            for (int i = 0; i < 2000; i++) {
                ByteBuffer garbage = ByteBuffer.allocateDirect(i % 2 == 0 ? 4 * N : 4);
                while (garbage.hasRemaining()) {
                    garbage.put((byte) 0x7f);
                }
            }
        }
    }
}
