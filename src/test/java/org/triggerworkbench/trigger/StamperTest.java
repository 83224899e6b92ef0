package org.triggerworkbench.trigger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.prompt.VisualPrompt;
import org.triggerworkbench.text.InputException;

class StamperTest {
    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    private static float[] grey(int values, float level) {
        float[] grey = new float[values];
        Arrays.fill(grey, level);
        return grey;
    }

    /** Stamps n images of one grey. */
    private static float[] stamp(Trigger trigger, int n, int height, int width, float level, long seed) {
        try (Stamper stamper = new Stamper(compute, trigger, height, width);
                TensorScope _ = new TensorScope()) {
            NDArray images = compute.tensor(grey(n * 3 * height * width, level), n, 3, height, width);
            return stamper.stamp(images, IntStream.range(0, n).toArray(), seed).toFloatArray();
        }
    }

    /** Index of the first changed value of one channel, -1 if none. */
    private static int firstOne(float[] images, int image, int plane) {
        for (int i = 0; i < plane; i++) {
            if (images[image * 3 * plane + i] == 1) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void stamp_badnetsSquareSetsExactlyRows27To30() {
        Trigger square = Trigger.Patch.of(PatchPatterns.solid(4, 4, 1, 1, 1), 1, new Placement.Fixed(27, 27));
        float[] stamped = stamp(square, 2, 32, 32, 0.25f, 0);
        for (int i = 0; i < stamped.length; i++) {
            int x = i % 32;
            int y = i / 32 % 32;
            boolean inside = x >= 27 && x < 31 && y >= 27 && y < 31;
            assertEquals(inside ? 1f : 0.25f, stamped[i], "value " + i);
        }
    }

    @Test
    void stamp_patchMixesByMaskTimesOpacity() {
        // 0.5 (1 - 0.5 * 0.5) + 1 * 0.25 = 0.625; a pixel with mask 0 stays.
        Trigger patch = new Trigger.Patch(2, 1, grey(6, 1), new float[] {0.5f, 0}, 0.5f, new Placement.Fixed(1, 0));
        float[] plane = Arrays.copyOf(stamp(patch, 1, 2, 3, 0.5f, 0), 6);
        assertArrayEquals(new float[] {0.5f, 0.625f, 0.5f, 0.5f, 0.5f, 0.5f}, plane);
    }

    @Test
    void stamp_patchKeepsTheChannelsApart() {
        Trigger patch = Trigger.Patch.of(PatchPatterns.solid(1, 1, 1, 0.5f, 0), 1, new Placement.Fixed(0, 0));
        assertArrayEquals(new float[] {1, 0.25f, 0.5f, 0.25f, 0, 0.25f}, stamp(patch, 1, 1, 2, 0.25f, 0));
    }

    @Test
    void stamp_blendWeighsTheWholePicture() {
        // 0.8 * 0.5 + 0.2 * 1 = 0.6
        float[] stamped = stamp(new Trigger.Blend(2, 2, grey(12, 1), 0.2f), 1, 2, 2, 0.5f, 0);
        assertArrayEquals(grey(12, 0.6f), stamped, 1e-6f);
    }

    @Test
    void stamp_sinusoidIsOneWaveAcrossFourColumnsAndIsClipped() {
        // sin(0, pi/2, pi, 3 pi/2) = 0, 1, 0, -1
        float[] mild = Arrays.copyOf(stamp(new Trigger.Sinusoid(0.25f, 1), 1, 2, 4, 0.5f, 0), 8);
        assertArrayEquals(new float[] {0.5f, 0.75f, 0.5f, 0.25f, 0.5f, 0.75f, 0.5f, 0.25f}, mild, 1e-6f);
        float[] strong = Arrays.copyOf(stamp(new Trigger.Sinusoid(0.75f, 1), 1, 1, 4, 0.5f, 0), 4);
        assertArrayEquals(new float[] {0.5f, 1, 0.5f, 0}, strong, 1e-6f);
    }

    @Test
    void stamp_additiveClips() {
        Trigger residual = new Trigger.Additive(2, 1, new float[] {0.25f, -0.75f, 0.75f, 0, 0, 0});
        assertArrayEquals(new float[] {0.75f, 0, 1, 0.5f, 0.5f, 0.5f}, stamp(residual, 1, 1, 2, 0.5f, 0));
    }

    @Test
    void stamp_randomPlaceIsRepeatableVariedAndOfTheImageNotTheBatch() {
        Trigger patch = Trigger.Patch.of(PatchPatterns.solid(2, 3, 1, 1, 1), 1, new Placement.RandomPlace());
        float[] first = stamp(patch, 40, 8, 9, 0, 5);
        assertArrayEquals(first, stamp(patch, 40, 8, 9, 0, 5));
        Set<Integer> places = new HashSet<>();
        for (int image = 0; image < 40; image++) {
            float sum = 0;
            for (int i = 0; i < 3 * 72; i++) {
                sum += first[image * 3 * 72 + i];
            }
            assertEquals(18, sum, "the whole patch is on image " + image);
            places.add(firstOne(first, image, 72));
        }
        assertTrue(places.size() > 15, places.toString());
        assertTrue(!Arrays.equals(first, stamp(patch, 40, 8, 9, 0, 6)), "another seed gives other places");
        try (Stamper stamper = new Stamper(compute, patch, 8, 9);
                TensorScope _ = new TensorScope()) {
            NDArray one = compute.tensor(new float[3 * 72], 1, 3, 8, 9);
            float[] alone = stamper.stamp(one, new int[] {7}, 5).toFloatArray();
            assertArrayEquals(Arrays.copyOfRange(first, 7 * 216, 8 * 216), alone);
        }
    }

    @Test
    void stamp_gridVisitsTheCellsRowByRow() {
        Trigger patch = Trigger.Patch.of(PatchPatterns.solid(1, 1, 1, 1, 1), 1, new Placement.Grid(3, 2));
        float[] stamped = stamp(patch, 7, 3, 5, 0, 0);
        int[] places =
                IntStream.range(0, 7).map(image -> firstOne(stamped, image, 15)).toArray();
        assertArrayEquals(new int[] {0, 2, 4, 10, 12, 14, 0}, places);
    }

    @Test
    void stamp_leavesImagesAndLiveTensorsAsTheyWere() {
        Trigger patch = Trigger.Patch.of(PatchPatterns.checkerboard(2, 1), 1, new Placement.RandomPlace());
        try (TensorScope _ = new TensorScope()) {
            NDArray images = compute.tensor(new float[96], 2, 3, 4, 4);
            int before = compute.liveTensors();
            try (Stamper stamper = new Stamper(compute, patch, 4, 4)) {
                for (int step = 0; step < 3; step++) {
                    try (TensorScope _ = new TensorScope()) {
                        stamper.stamp(images, new int[] {0, 1}, step);
                    }
                    assertEquals(before + 2, compute.liveTensors());
                }
            }
            assertEquals(before, compute.liveTensors());
            assertArrayEquals(new float[96], images.toFloatArray());
        }
    }

    @Test
    void stamper_outlivesTheScopeItWasMadeIn() {
        Trigger patch = Trigger.Patch.of(PatchPatterns.solid(1, 1, 1, 1, 1), 1, new Placement.Fixed(0, 0));
        Stamper stamper;
        try (TensorScope _ = new TensorScope()) {
            stamper = new Stamper(compute, patch, 1, 2);
        }
        try (stamper;
                TensorScope _ = new TensorScope()) {
            NDArray image = compute.tensor(new float[6], 1, 3, 1, 2);
            assertArrayEquals(
                    new float[] {1, 0, 1, 0, 1, 0},
                    stamper.stamp(image, new int[] {0}, 0).toFloatArray());
        }
    }

    @Test
    void stampThenPrompt_sumsATriggerUnderTheFrameWithThePrompt() {
        Trigger square = Trigger.Patch.of(PatchPatterns.solid(2, 2, 1, 1, 1), 1, new Placement.Fixed(2, 2));
        PromptLayout layout = new PromptLayout(
                new PromptShape.Frame(1), PromptLayout.Mode.ADD, 4, 4, new float[3], new float[] {0.5f, 0.5f, 0.5f});
        HostTensor ones = HostTensor.of(grey(48, 1), 3, 4, 4);
        try (Stamper stamper = new Stamper(compute, square, 4, 4);
                VisualPrompt prompt = VisualPrompt.from(compute, layout, ones);
                TensorScope _ = new TensorScope()) {
            NDArray images = compute.tensor(grey(48, 0.25f), 1, 3, 4, 4);
            float[] seen = prompt.apply(stamper.stamp(images, new int[] {0}, 0)).toFloatArray();
            assertEquals(1.5f, seen[15], "trigger under the frame");
            assertEquals(1, seen[10], "trigger inside the frame");
            assertEquals(0.75f, seen[0], "frame alone");
            assertEquals(0.25f, seen[5], "neither");
        }
    }

    @Test
    void newStamper_refusesTriggersThatDoNotFitSayingBothSizes() {
        Trigger off = Trigger.Patch.of(PatchPatterns.checkerboard(4, 1), 1, new Placement.Fixed(29, 0));
        assertMessage("leaves the 32 x 32 picture", off);
        assertMessage("3 x 2 pixels but the model sees 32 x 32", new Trigger.Blend(3, 2, new float[18], 0.2f));
        assertMessage("3 x 2 pixels but the model sees 32 x 32", new Trigger.Additive(3, 2, new float[18]));
        assertMessage(
                "40 x 40 pixels is larger than the 32 x 32 picture",
                Trigger.Patch.of(PatchPatterns.checkerboard(40, 1), 1, new Placement.RandomPlace()));
    }

    private static void assertMessage(String part, Trigger trigger) {
        String sentence = assertThrows(InputException.class, () -> new Stamper(compute, trigger, 32, 32))
                .sentence();
        assertTrue(sentence.contains(part), sentence);
    }
}
