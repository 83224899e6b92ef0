package org.triggerworkbench.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.TensorScope;

class LossesTest {
    @Test
    void crossEntropies_areMinusTheLogOfTheSoftmaxAtTheLabel() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                TensorScope _ = new TensorScope()) {
            float[] logits = {1, 2, 3, -1, 0, 100};
            float[] losses = Losses.crossEntropies(
                            compute.tensor(logits, 2, 3), Losses.oneHot(compute, new int[] {1, 0}, 3))
                    .toFloatArray();
            assertEquals(2, losses.length);
            assertEquals(Math.log(Math.E + Math.exp(2) + Math.exp(3)) - 2, losses[0], 1e-6);
            // A naive softmax would overflow here.
            assertEquals(101, losses[1], 1e-4);
        }
    }

    @Test
    void crossEntropies_weighSharedLabels() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                TensorScope _ = new TensorScope()) {
            float[] loss = Losses.crossEntropies(
                            compute.tensor(new float[] {0, 1}, 1, 2), compute.tensor(new float[] {0.25f, 0.75f}, 1, 2))
                    .toFloatArray();
            assertEquals(Math.log(1 + Math.E) - 0.75, loss[0], 1e-6);
        }
    }

    @Test
    void oneHot_hasAOneAtEachLabel() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                TensorScope _ = new TensorScope()) {
            assertArrayEquals(
                    new float[] {0, 0, 1, 1, 0, 0},
                    Losses.oneHot(compute, new int[] {2, 0}, 3).toFloatArray());
        }
    }
}
