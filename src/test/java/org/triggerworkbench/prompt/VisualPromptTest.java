package org.triggerworkbench.prompt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.text.InputException;

class VisualPromptTest {
    private static final float[] MEAN = {0.5f, 0.25f, 0.125f};
    private static final float[] STD = {0.5f, 0.25f, 0.125f};
    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    private static PromptLayout layout(PromptShape shape, PromptLayout.Mode mode, int height, int width) {
        return new PromptLayout(shape, mode, height, width, MEAN, STD);
    }

    private static float[] constant(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void mask_frameLeavesTheMiddle() {
        assertArrayEquals(new float[] {1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1}, new PromptShape.Frame(1).mask(3, 4));
    }

    @Test
    void mask_patchFillsItsRectangle() {
        assertArrayEquals(
                new float[] {0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0}, new PromptShape.Patch(1, 1, 2, 1).mask(3, 4));
    }

    @Test
    void mask_refusesShapesThatDoNotFit() {
        assertEquals(64, new PromptShape.Frame(4).mask(8, 8).length, "half of the picture is allowed");
        assertThrows(InputException.class, () -> new PromptShape.Frame(5).mask(8, 20));
        assertThrows(InputException.class, () -> new PromptShape.Patch(7, 0, 2, 2).mask(8, 8));
        assertThrows(InputException.class, () -> new PromptShape.Patch(-1, 0, 2, 2).mask(8, 8));
        assertThrows(InputException.class, () -> new PromptShape.Frame(0));
    }

    @Test
    void apply_addIsInUnitsOfStdInsideTheShapeAndNotClamped() {
        HostTensor ones = HostTensor.of(constant(12, 2), 3, 2, 2);
        PromptLayout layout = layout(new PromptShape.Patch(1, 0, 1, 1), PromptLayout.Mode.ADD, 2, 2);
        try (VisualPrompt prompt = VisualPrompt.from(compute, layout, ones);
                TensorScope _ = new TensorScope()) {
            float[] seen = prompt.apply(compute.tensor(constant(12, 0.75f), 1, 3, 2, 2))
                    .toFloatArray();
            assertArrayEquals(
                    new float[] {.75f, 1.75f, .75f, .75f, .75f, 1.25f, .75f, .75f, .75f, 1, .75f, .75f}, seen);
        }
    }

    @Test
    void apply_pasteReplacesTheShape() {
        HostTensor ones = HostTensor.of(constant(12, 1), 1, 3, 2, 2);
        PromptLayout layout = layout(new PromptShape.Patch(0, 1, 1, 1), PromptLayout.Mode.PASTE, 2, 2);
        try (VisualPrompt prompt = VisualPrompt.from(compute, layout, ones);
                TensorScope _ = new TensorScope()) {
            float[] seen = prompt.apply(compute.tensor(constant(12, 0.75f), 1, 3, 2, 2))
                    .toFloatArray();
            // mean + std w = 1, 0.5, 0.25
            assertArrayEquals(new float[] {.75f, .75f, 1, .75f, .75f, .75f, .5f, .75f, .75f, .75f, .25f, .75f}, seen);
        }
    }

    @Test
    void normal_isSeededAndZeroOutsideTheShape() {
        PromptLayout layout = layout(new PromptShape.Frame(1), PromptLayout.Mode.ADD, 4, 4);
        try (VisualPrompt one = VisualPrompt.normal(compute, layout, 1, 7);
                VisualPrompt same = VisualPrompt.normal(compute, layout, 1, 7);
                VisualPrompt other = VisualPrompt.normal(compute, layout, 1, 8)) {
            float[] values = one.toHost().floats();
            assertArrayEquals(values, same.toHost().floats());
            assertTrue(!Arrays.equals(values, other.toHost().floats()));
            for (int i = 0; i < 48; i++) {
                int x = i % 4;
                int y = i / 4 % 4;
                boolean inside = x > 0 && x < 3 && y > 0 && y < 3;
                assertEquals(inside, values[i] == 0, "value " + i);
            }
        }
    }

    @Test
    void backward_givesOnlyTheShapesPixelsAGradientInUnitsOfStd() {
        PromptLayout layout = layout(new PromptShape.Frame(1), PromptLayout.Mode.ADD, 3, 3);
        try (VisualPrompt prompt = VisualPrompt.zeros(compute, layout)) {
            prompt.values().setRequiresGradient(true);
            float[] gradient = compute.gradientThread()
                    .submitRun("test", () -> {
                        try (TensorScope _ = new TensorScope()) {
                            NDArray images = compute.tensor(constant(54, 0.5f), 2, 3, 3, 3);
                            compute.gradientThread()
                                    .backward(() -> prompt.apply(images).sum());
                            return prompt.values().getGradient().toFloatArray();
                        }
                    })
                    .join();
            // Two images, each with derivative std inside the frame.
            for (int i = 0; i < 27; i++) {
                assertEquals(i % 9 == 4 ? 0 : 2 * STD[i / 9], gradient[i], "value " + i);
            }
        }
    }

    @Test
    void from_refusesAnotherSize() {
        PromptLayout layout = layout(new PromptShape.Frame(1), PromptLayout.Mode.ADD, 3, 3);
        HostTensor wrong = HostTensor.of(new float[48], 3, 4, 4);
        String sentence = assertThrows(InputException.class, () -> VisualPrompt.from(compute, layout, wrong))
                .sentence();
        assertTrue(sentence.contains("[3, 4, 4]") && sentence.contains("[3, 3, 3]"), sentence);
    }
}
