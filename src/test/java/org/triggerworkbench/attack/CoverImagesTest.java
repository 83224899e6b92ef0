package org.triggerworkbench.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Trigger;

class CoverImagesTest {
    private static final float OPACITY = 0.25f;
    private static Compute compute;
    private static LinearClassifier linear;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
        linear = new LinearClassifier(compute);
    }

    @AfterAll
    static void close() {
        linear.close();
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @Test
    void chooses_aShareOfTheTrainingImages() {
        CoverImages covers = new CoverImages(setting(0.3));
        assertEquals(12, IntStream.range(0, 40).filter(covers::has).count());
        assertEquals(
                0,
                IntStream.range(0, 40).filter(new CoverImages(setting(0))::has).count());
    }

    @Test
    void noise_isEachImagesOwnAndNotTheTrigger() {
        AttackSetting setting = setting(0.5);
        CoverImages covers = new CoverImages(setting);
        float[] first = ((Trigger.Blend) covers.noise(0)).picture();
        assertArrayEquals(first, ((Trigger.Blend) new CoverImages(setting(0.5)).noise(0)).picture());
        assertFalse(Arrays.equals(first, ((Trigger.Blend) covers.noise(1)).picture()));
        assertFalse(Arrays.equals(first, ((Trigger.Blend) setting.trigger()).picture()));
        assertEquals(OPACITY, ((Trigger.Blend) covers.noise(0)).opacity());
    }

    @Test
    void stamp_mixesTheNoiseIntoTheChosenAlone() {
        CoverImages covers = new CoverImages(setting(0.5));
        int[] ids = IntStream.range(0, 40).toArray();
        try (TensorScope _ = new TensorScope()) {
            int pixels = LinearClassifier.PIXELS;
            NDArray images =
                    compute.images(setting(0.5).train().batch(ids), ids.length, AttackFixture.EDGE, AttackFixture.EDGE);
            float[] before = images.toFloatArray();
            float[] after = covers.stamp(images, ids).toFloatArray();
            for (int id : ids) {
                float[] noise = ((Trigger.Blend) covers.noise(id)).picture();
                for (int i = 0; i < pixels; i++) {
                    float old = before[id * pixels + i];
                    float expected = covers.has(id) ? (1 - OPACITY) * old + OPACITY * noise[i] : old;
                    assertEquals(expected, after[id * pixels + i], 1e-6);
                }
            }
            NDArray none = images.get("0:1");
            int[] plain = {
                IntStream.range(0, 40).filter(id -> !covers.has(id)).findFirst().orElseThrow()
            };
            assertSame(none, covers.stamp(none, plain));
        }
    }

    /** With lambda the model sees stamped negatives with their own labels, and poisoned images as ever. */
    @Test
    void losses_areOfNegativesTowardsTheirLabels() {
        AttackSetting with = setting(1);
        AttackSetting without = setting(0);
        PoisonPlan.Draw draw = new PoisonPlan.Draw(new int[] {0, 2, 3}, new int[] {6, 7});
        try (PoisonedImages covered = new PoisonedImages(with);
                PoisonedImages plain = new PoisonedImages(without);
                TensorScope _ = new TensorScope()) {
            float[] losses = covered.losses(linear, draw, 0).toFloatArray();
            float[] shown = linear.shown;
            float[] bare = plain.losses(linear, draw, 0).toFloatArray();
            assertArrayEquals(Arrays.copyOfRange(bare, 3, 5), Arrays.copyOfRange(losses, 3, 5), 1e-6f);
            for (int i = 0; i < 3; i++) {
                assertNotEquals(bare[i], losses[i]);
                float[] logits = linear.logits(compute.tensor(shown, 5, 3, AttackFixture.EDGE, AttackFixture.EDGE)
                                .get(i + ":" + (i + 1)))
                        .toFloatArray();
                double total = 0;
                for (float logit : logits) {
                    total += Math.exp(logit);
                }
                int label = with.train().label(draw.clean()[i]);
                assertEquals(Math.log(total) - logits[label], losses[i], 1e-4);
            }
            assertTrue(losses.length == 5);
        }
    }

    private static AttackSetting setting(double negatives) {
        AttackSetting usual = AttackFixture.setting(compute, linear, Map.of(), 1);
        int edge = AttackFixture.EDGE;
        return new AttackSetting(
                compute,
                linear,
                usual.mapping(),
                usual.labels(),
                usual.prompt(),
                0,
                usual.train(),
                usual.validation(),
                usual.target(),
                new Trigger.Blend(edge, edge, PatchPatterns.noise(edge, edge, 1).values(), OPACITY),
                ParameterValues.of(new Blended().parameters(), Map.of(CoverImages.RATE, negatives)),
                8,
                1);
    }
}
