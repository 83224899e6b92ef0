package org.triggerworkbench.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.text.InputException;

class PoisonPlanTest {
    private static final Target TARGET = new Target.AllToOne(1);
    /** 40 images, ten of each of four classes. */
    private final PreparedImages train = AttackFixture.images(40);

    @Test
    void choose_roundsTheRateOfAllImages() {
        assertEquals(0, PoisonPlan.choose(train, TARGET, 0.0124, 1).poisoned().length);
        assertEquals(1, PoisonPlan.choose(train, TARGET, 0.0126, 1).poisoned().length);
        assertEquals(2, PoisonPlan.choose(train, TARGET, 0.05, 1).poisoned().length);
    }

    @Test
    void choose_takesNonTargetImagesOnly() {
        int[] poisoned = PoisonPlan.choose(train, TARGET, 1, 1).poisoned();
        assertEquals(30, poisoned.length);
        for (int index : poisoned) {
            assertTrue(train.label(index) != 1);
        }
        assertEquals(40, PoisonPlan.choose(train, new Target.AllToAll(4), 1, 1).poisoned().length);
    }

    @Test
    void chooseWithin_countsOfOneClassAlone() {
        int[] poisoned = PoisonPlan.chooseWithin(train, 1, 0.5, 1).poisoned();
        assertEquals(5, poisoned.length);
        for (int index : poisoned) {
            assertEquals(1, train.label(index));
        }
        assertEquals(10, PoisonPlan.chooseWithin(train, 1, 1, 1).poisoned().length);
    }

    @Test
    void chooseWithin_ofAClassThatIsNotThere_isRefused() {
        assertThrows(InputException.class, () -> PoisonPlan.chooseWithin(train, 99, 0.5, 1));
    }

    @Test
    void choose_dependsOnTheSeedAlone() {
        int[] poisoned = PoisonPlan.choose(train, TARGET, 0.25, 5).poisoned();
        assertArrayEquals(poisoned, PoisonPlan.choose(train, TARGET, 0.25, 5).poisoned());
        assertFalse(Arrays.equals(
                poisoned, PoisonPlan.choose(train, TARGET, 0.25, 6).poisoned()));
        assertArrayEquals(Arrays.stream(poisoned).sorted().toArray(), poisoned);
        assertEquals(10, Arrays.stream(poisoned).distinct().count());
    }

    @Test
    void fromPool_showsEveryImageOnceAnEpoch() {
        PoisonPlan plan = PoisonPlan.choose(train, TARGET, 0.25, 5);
        int[] first = epoch(plan, 0);
        int[] second = epoch(plan, 1);
        assertArrayEquals(
                IntStream.range(0, 40).toArray(), Arrays.stream(first).sorted().toArray());
        assertArrayEquals(
                IntStream.range(0, 40).toArray(), Arrays.stream(second).sorted().toArray());
        assertFalse(Arrays.equals(first, second));
    }

    @Test
    void fromPool_putsImagesWhereTheyBelong() {
        PoisonPlan plan = PoisonPlan.choose(train, TARGET, 0.25, 5);
        for (int step = 0; step < 5; step++) {
            PoisonPlan.Draw draw = plan.fromPool(step, 8, 5);
            assertEquals(8, draw.clean().length + draw.poisoned().length);
            for (int index : draw.poisoned()) {
                assertTrue(contains(plan.poisoned(), index));
            }
            for (int index : draw.clean()) {
                assertFalse(contains(plan.poisoned(), index));
            }
        }
    }

    @Test
    void fromBoth_drawsFromTwoDisjointSets() {
        PoisonPlan plan = PoisonPlan.choose(train, TARGET, 0.25, 5);
        IntStream.Builder clean = IntStream.builder();
        IntStream.Builder poisoned = IntStream.builder();
        for (int step = 0; step < 5; step++) {
            PoisonPlan.Draw draw = plan.fromBoth(step, 6, 4, 5);
            assertEquals(6, draw.clean().length);
            assertEquals(4, draw.poisoned().length);
            Arrays.stream(draw.clean()).forEach(clean::add);
            Arrays.stream(draw.poisoned()).forEach(poisoned::add);
        }
        // 30 clean images fill an epoch of 5 x 6; the 10 poisoned ones come round twice in 5 x 4.
        int[] all = IntStream.concat(clean.build(), Arrays.stream(plan.poisoned()))
                .sorted()
                .toArray();
        assertArrayEquals(IntStream.range(0, 40).toArray(), all);
        int[] drawn = poisoned.build().sorted().toArray();
        int[] twice = Arrays.stream(plan.poisoned())
                .flatMap(index -> IntStream.of(index, index))
                .toArray();
        assertArrayEquals(twice, drawn);
    }

    @Test
    void fromBoth_hasNoCleanImagesWhereAllArePoisoned() {
        PoisonPlan plan = PoisonPlan.choose(train, new Target.AllToAll(4), 1, 5);
        PoisonPlan.Draw draw = plan.fromBoth(0, 6, 4, 5);
        assertEquals(0, draw.clean().length);
        assertEquals(4, draw.poisoned().length);
    }

    private static int[] epoch(PoisonPlan plan, int epoch) {
        return IntStream.range(0, 5)
                .mapToObj(step -> plan.fromPool(5L * epoch + step, 8, 5))
                .flatMapToInt(draw -> IntStream.concat(Arrays.stream(draw.clean()), Arrays.stream(draw.poisoned())))
                .toArray();
    }

    private static boolean contains(int[] values, int value) {
        return Arrays.stream(values).anyMatch(other -> other == value);
    }
}
