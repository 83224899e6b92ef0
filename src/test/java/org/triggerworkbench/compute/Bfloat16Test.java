package org.triggerworkbench.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Bfloat16Test {
    @Test
    void values_areRoundedToEightBits_andSoftmaxIsThatOfFloats() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                Bfloat16 bfloat16 = new Bfloat16(compute)) {
            int before = compute.liveTensors();
            try (TensorScope _ = new TensorScope()) {
                float[] values = {1, 1 + 1 / 256f, 1 + 3 / 256f, -(3 + 9.06f / 64), 0x1p100f, 0};
                NDArray near = bfloat16.of(compute.tensor(values, 2, 3));
                assertArrayEquals(
                        new float[] {1, 1, 1 + 4 / 256f, -(3 + 9f / 64), 0x1p100f, 0},
                        Bfloat16.toFloat(near).toFloatArray());
                NDArray even = bfloat16.of(compute.tensor(new float[] {1, 1, 1, 1}, 1, 4));
                assertArrayEquals(
                        new float[] {0.25f, 0.25f, 0.25f, 0.25f},
                        Bfloat16.toFloat(bfloat16.softmax(even)).toFloatArray());
            }
            assertEquals(before, compute.liveTensors());
        }
    }

    @Test
    void processor_isAskedForItsInstructions() {
        assertTrue(Bfloat16.isFast(Stream.of("processor\t: 0", "flags\t\t: fpu avx512f avx512_bf16 avx512vbmi")));
        assertTrue(Bfloat16.isFast(Stream.of("flags : fpu amx_bf16")));
        assertTrue(Bfloat16.isFast(Stream.of("Features\t: fp asimd bf16 i8mm")));
        assertFalse(Bfloat16.isFast(Stream.of("flags\t\t: fpu avx512f avx512vl", "model name : bf16")));
    }
}
