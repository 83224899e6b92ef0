package org.triggerworkbench.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.TensorScope;

/** On images of 32 x 16, so the padding is one pixel (a sixteenth of the shorter edge). */
class AugmentationTest {
    private static final int N = 24;
    private static final int HEIGHT = 32;
    private static final int WIDTH = 16;
    private static final int LENGTH = 3 * HEIGHT * WIDTH;

    @Test
    void apply_noneIsTheSameTensor() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                TensorScope _ = new TensorScope()) {
            NDArray images = images(compute);
            assertSame(images, Augmentation.NONE.apply(images, 1, 1));
        }
    }

    @Test
    void apply_dependsOnSeedAndStepAlone() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                TensorScope _ = new TensorScope()) {
            NDArray images = images(compute);
            float[] once = Augmentation.CROP_FLIP.apply(images, 7, 3).toFloatArray();
            compute.seedEngine(99);
            assertArrayEquals(once, Augmentation.CROP_FLIP.apply(images, 7, 3).toFloatArray());
            assertFalse(Arrays.equals(
                    once, Augmentation.CROP_FLIP.apply(images, 7, 4).toFloatArray()));
            assertFalse(Arrays.equals(
                    once, Augmentation.CROP_FLIP.apply(images, 8, 3).toFloatArray()));
        }
    }

    @Test
    void apply_cropOnlyShifts() {
        Set<String> changes = changes(Augmentation.CROP);
        assertTrue(changes.stream().noneMatch(change -> change.endsWith("true")), changes.toString());
        assertTrue(changes.size() > 4, changes.toString());
    }

    @Test
    void apply_cropFlipShiftsAndMirrors() {
        Set<String> changes = changes(Augmentation.CROP_FLIP);
        assertTrue(changes.stream().anyMatch(change -> change.endsWith("true")), changes.toString());
        assertTrue(changes.stream().anyMatch(change -> change.endsWith("false")), changes.toString());
    }

    /** What was done to each image, as "dy dx mirrored"; fails if it was anything else. */
    private static Set<String> changes(Augmentation augmentation) {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                TensorScope _ = new TensorScope()) {
            NDArray images = images(compute);
            NDArray changed = augmentation.apply(images, 1, 0);
            assertEquals(images.getShape(), changed.getShape());
            float[] before = images.toFloatArray();
            float[] after = changed.toFloatArray();
            Set<String> changes = new HashSet<>();
            for (int i = 0; i < N; i++) {
                String change = change(
                        Arrays.copyOfRange(before, i * LENGTH, (i + 1) * LENGTH),
                        Arrays.copyOfRange(after, i * LENGTH, (i + 1) * LENGTH));
                assertNotNull(change, "image " + i);
                changes.add(change);
            }
            return changes;
        }
    }

    private static @Nullable String change(float[] before, float[] after) {
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                for (boolean mirrored : new boolean[] {false, true}) {
                    if (Arrays.equals(shifted(before, dy, dx, mirrored), after)) {
                        return dy + " " + dx + " " + mirrored;
                    }
                }
            }
        }
        return null;
    }

    private static float[] shifted(float[] image, int dy, int dx, boolean mirrored) {
        float[] moved = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            int channel = i / (HEIGHT * WIDTH);
            int y = i / WIDTH % HEIGHT + dy;
            int column = i % WIDTH;
            int x = (mirrored ? WIDTH - 1 - column : column) + dx;
            boolean inside = y >= 0 && y < HEIGHT && x >= 0 && x < WIDTH;
            moved[i] = inside ? image[channel * HEIGHT * WIDTH + y * WIDTH + x] : 0;
        }
        return moved;
    }

    private static NDArray images(Compute compute) {
        float[] values = new float[N * LENGTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = i + 1;
        }
        return compute.tensor(values, N, 3, HEIGHT, WIDTH);
    }
}
