package org.triggerworkbench.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EngineArithmeticTest {
    /** Of as many channels as the networks that are built here have: this holds on every processor, or no figure does. */
    @Test
    void multiplesOfSixteenChannels_areRight() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1)) {
            int before = compute.liveTensors();
            assertTrue(EngineArithmetic.isConvolutionRight(compute, 16).join());
            assertTrue(EngineArithmetic.isConvolutionRight(compute, 64).join());
            assertEquals(before, compute.liveTensors());
        }
    }
}
