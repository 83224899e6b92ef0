package org.triggerworkbench.defense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.TensorScope;

/** The terms of the losses, and the changes of images and captions, against hand calculations. */
@SuppressWarnings("try") // a scope is only there to end
class ClipLossesTest {
    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
    }

    @AfterAll
    static void close() {
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @Test
    void inModalLoss_isOneDirectionEach() {
        try (TensorScope _ = new TensorScope()) {
            NDArray rows = compute.tensor(new float[] {1, 0, 0, 1}, 2, 2);
            NDArray changed = compute.tensor(new float[] {0.8f, 0.6f, 0, 1}, 2, 2);
            NDArray scale = compute.tensor(new float[] {3});
            // Rows of s I I~': (2.4, 0) and (1.8, 3).
            double images = (-2.4 + Math.log(Math.exp(2.4) + 1) - 3 + Math.log(Math.exp(1.8) + Math.exp(3))) / 2;
            double different = CleanClip.inModal(compute, rows, changed, rows, changed, scale, List.of("a", "b"))
                    .getFloat();
            assertEquals(images, different, 1e-6);
            // Equal captions share: each row's mass is half here, half there.
            double texts = (-1.2 + Math.log(Math.exp(2.4) + 1) - 2.4 + Math.log(Math.exp(1.8) + Math.exp(3))) / 2;
            double equal = CleanClip.inModal(compute, rows, changed, rows, changed, scale, List.of("a", "a"))
                    .getFloat();
            assertEquals((images + texts) / 2, equal, 1e-6);
        }
    }

    @Test
    void parDistance_isTheMeanSquare_andCountsNothingAboveTau() {
        try (TensorScope _ = new TensorScope()) {
            NDArray rows = compute.tensor(new float[] {1, 0, 0, 1}, 2, 2);
            NDArray given = compute.tensor(new float[] {0, 1, 0, 1}, 2, 2);
            NDArray distance = Par.distance(rows, given);
            assertEquals(1, distance.getFloat(), 1e-6);
            assertEquals(1, Par.counted(distance, 1.5).getFloat(), 1e-6);
            assertEquals(0, Par.counted(distance, 0.5).getFloat());
        }
    }

    @Test
    void captionChange_isSeededAndKeepsToTheWordsOfTheCaption() {
        String caption = "a photo of a small stop sign in the evening";
        List<String> words = List.of(caption.split(" "));
        List<String> changed = new ArrayList<>();
        for (int seed = 0; seed < 60; seed++) {
            String one = CaptionChange.apply(caption, new SplittableRandom(seed));
            assertEquals(one, CaptionChange.apply(caption, new SplittableRandom(seed)));
            List<String> now = List.of(one.split(" "));
            assertTrue(new HashSet<>(words).containsAll(now), one);
            assertTrue(now.size() >= 1 && now.size() <= words.size() + 1, one);
            changed.add(one);
        }
        assertTrue(changed.stream().anyMatch(one -> one.split(" ").length > words.size()), "no insertion");
        assertTrue(changed.stream().anyMatch(one -> one.split(" ").length < words.size()), "no deletion");
        assertTrue(
                changed.stream()
                        .anyMatch(one -> !one.equals(caption) && sorted(one).equals(sorted(caption))),
                "no swap");
        assertEquals("stop", CaptionChange.apply("stop", new SplittableRandom(1)));
    }

    private static List<String> sorted(String caption) {
        List<String> words = new ArrayList<>(Arrays.asList(caption.split(" ")));
        Collections.sort(words);
        return words;
    }

    @Test
    void colourJitter_withoutWidthsChangesNothing_andTurnsTheHueAboutGrey() {
        try (TensorScope _ = new TensorScope()) {
            float[] values = {0.2f, 0.9f, 0.5f, 0.1f, 0.3f, 0.6f};
            NDArray images = compute.tensor(values, 1, 3, 1, 2);
            assertArrayEquals(
                    values,
                    new ColourJitter(0, 0, 0, 0)
                            .apply(compute, images, new SplittableRandom(1))
                            .toFloatArray(),
                    1e-6f);
            NDArray grey = compute.tensor(new float[] {0.4f, 0.4f, 0.4f}, 1, 3, 1, 1);
            assertArrayEquals(
                    new float[] {0.4f, 0.4f, 0.4f},
                    new ColourJitter(0, 0, 1, 1)
                            .apply(compute, grey, new SplittableRandom(2))
                            .toFloatArray(),
                    1e-6f);
        }
    }

    @Test
    void perturbations_keepShapeAndRange_andBlurKeepsAFlatPicture() {
        try (TensorScope _ = new TensorScope()) {
            NDArray flat = compute.tensor(new float[2 * 3 * 5 * 5], 2, 3, 5, 5).add(0.5f);
            for (Perturbation perturbation : Perturbation.values()) {
                NDArray changed = perturbation.apply(compute, flat, new SplittableRandom(1));
                assertEquals(flat.getShape(), changed.getShape());
            }
            assertArrayEquals(
                    flat.toFloatArray(),
                    Perturbation.BLUR
                            .apply(compute, flat, new SplittableRandom(1))
                            .toFloatArray(),
                    1e-6f);
            float[] point = new float[75];
            point[12] = 1;
            float[] blurred = Perturbation.BLUR
                    .apply(compute, compute.tensor(point, 1, 3, 5, 5), new SplittableRandom(1))
                    .toFloatArray();
            double side = Math.exp(-0.1);
            double total = Math.pow(1 + 2 * side, 2);
            assertEquals(1 / total, blurred[12], 1e-6);
            assertEquals(side / total, blurred[11], 1e-6);
            assertEquals(side * side / total, blurred[6], 1e-6);
        }
    }

    @Test
    void view_isSeededAndHidesASquare() {
        try (TensorScope _ = new TensorScope()) {
            NDArray bright =
                    compute.tensor(new float[2 * 3 * 16 * 16], 2, 3, 16, 16).add(0.6f);
            float[] one =
                    ImageView.apply(compute, bright, new SplittableRandom(4)).toFloatArray();
            assertArrayEquals(
                    one,
                    ImageView.apply(compute, bright, new SplittableRandom(4)).toFloatArray());
            assertNotEquals(
                    Arrays.hashCode(one),
                    Arrays.hashCode(ImageView.apply(compute, bright, new SplittableRandom(5))
                            .toFloatArray()));
            int hidden = 0;
            for (int pixel = 0; pixel < 256; pixel++) {
                hidden += one[pixel] == 0 && one[256 + pixel] == 0 && one[512 + pixel] == 0 ? 1 : 0;
            }
            assertTrue(hidden >= 16, hidden + " pixels are hidden");
        }
    }
}
