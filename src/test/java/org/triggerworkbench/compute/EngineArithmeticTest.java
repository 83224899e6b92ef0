package org.triggerworkbench.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineArithmeticTest {
    /** On every processor, with oneDNN or, where that is wrong, without. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 10, 16, 24, 64})
    void convolutions_areRight(int channels) {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1)) {
            int before = compute.liveTensors();
            assertTrue(EngineArithmetic.isConvolutionRight(compute, channels).join());
            assertEquals(before, compute.liveTensors());
        }
    }
}
