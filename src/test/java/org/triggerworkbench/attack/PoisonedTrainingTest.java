package org.triggerworkbench.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

class PoisonedTrainingTest {
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
    void holdsWhatTheTrainingShows_ofAPatchThatLiesElsewhereOnEachImage() {
        assertHoldsWhatIsShown(AttackFixture.setting(compute, linear, Map.of(), 7)
                .withTrigger(
                        Trigger.Patch.of(PatchPatterns.solid(2, 2, 1, 0.3f, 0), 0.7f, new Placement.RandomPlace())));
    }

    @Test
    void holdsWhatTheTrainingShows_ofABlendWithNegatives() {
        AttackSetting usual = AttackFixture.setting(compute, linear, Map.of(), 1);
        int edge = AttackFixture.EDGE;
        PoisonedTraining held = assertHoldsWhatIsShown(new AttackSetting(
                compute,
                linear,
                usual.mapping(),
                usual.labels(),
                usual.prompt(),
                0,
                usual.train(),
                usual.validation(),
                usual.target(),
                new Trigger.Blend(edge, edge, PatchPatterns.noise(edge, edge, 1).values(), 0.3f),
                ParameterValues.of(new Blended().parameters(), Map.of(CoverImages.RATE, 0.4)),
                8,
                1));
        assertTrue(IntStream.range(0, held.size()).anyMatch(held::isNegative));
    }

    /** Over a whole epoch, image by image, to the last bit. */
    private static PoisonedTraining assertHoldsWhatIsShown(AttackSetting setting) {
        PoisonPlan plan = PoisonPlan.choose(setting.train(), setting.target(), 0.25, setting.seed());
        int size = setting.train().size();
        int length = 3 * AttackFixture.EDGE * AttackFixture.EDGE;
        try (PoisonedTraining all = new PoisonedTraining(setting, plan.poisoned());
                PoisonedImages shown = new PoisonedImages(setting)) {
            float[] saved = all.pixels(0, size);
            assertArrayEquals(Arrays.copyOfRange(saved, 5 * length, 23 * length), all.pixels(5, 23));
            int seen = 0;
            for (long step = 0; step < size / 8; step++) {
                PoisonPlan.Draw draw = plan.fromPool(step, 8, size / 8);
                int[] ids = IntStream.concat(IntStream.of(draw.clean()), IntStream.of(draw.poisoned()))
                        .toArray();
                try (TensorScope _ = new TensorScope()) {
                    float[] trained = shown.shown(draw, step).toFloatArray();
                    for (int i = 0; i < ids.length; i++) {
                        assertArrayEquals(
                                Arrays.copyOfRange(trained, i * length, (i + 1) * length),
                                Arrays.copyOfRange(saved, ids[i] * length, (ids[i] + 1) * length));
                        seen++;
                    }
                }
                for (int id : draw.poisoned()) {
                    assertTrue(all.isPoisoned(id));
                    assertEquals(AttackFixture.TARGET, all.label(id));
                }
                for (int id : draw.clean()) {
                    assertEquals(setting.train().label(id), all.label(id));
                }
            }
            assertEquals(size, seen);
            assertEquals(10, IntStream.range(0, size).filter(all::isPoisoned).count());
            return all;
        }
    }
}
