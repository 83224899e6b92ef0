package org.triggerworkbench.app.paint.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

class TriggerDocumentTest {
    private static final int SIDE = 16;

    private static Trigger.Patch noise(Placement placement) {
        return Trigger.Patch.of(PatchPatterns.noise(5, 3, 1), 0.7f, placement);
    }

    private static Floating floating(TriggerDocument document) {
        return Objects.requireNonNull(document.floating());
    }

    private static Trigger.Patch patch(TriggerDocument document) {
        return (Trigger.Patch) Objects.requireNonNull(document.toTrigger());
    }

    @Test
    void untouched_isHandedOnAsItIs() {
        float[] picture = new float[3 * SIDE * SIDE];
        Arrays.fill(picture, 0.3f);
        for (Trigger trigger : List.of(
                noise(new Placement.Fixed(2, 9)),
                noise(new Placement.RandomPlace()),
                noise(new Placement.Grid(2, 5)),
                noise(new Placement.Fixed(90, 9)),
                new Trigger.Blend(SIDE, SIDE, picture, 0.2f),
                new Trigger.Blend(4, 4, new float[48], 0.2f),
                new Trigger.Additive(SIDE, SIDE, picture),
                new Trigger.Sinusoid(0.1f, 6))) {
            TriggerDocument document = TriggerDocument.of(trigger, SIDE, SIDE);
            assertSame(trigger, document.toTrigger());
            assertSame(trigger, document.setDown().toTrigger());
        }
        assertNull(TriggerDocument.empty(SIDE, SIDE).toTrigger());
        assertTrue(TriggerDocument.of(null, SIDE, SIDE).isEmpty());
    }

    @Test
    void moved_keepsItsNumbers_andBackIsTheSame() {
        Trigger.Patch patch = noise(new Placement.Fixed(2, 9));
        TriggerDocument document = TriggerDocument.of(patch, SIDE, SIDE);
        TriggerDocument moved = document.withFloating(floating(document).at(7, 1));
        assertArrayEquals(patch.pattern(), patch(moved).pattern());
        assertEquals(new Placement.Fixed(7, 1), patch(moved).placement());
        assertEquals(0.7f, patch(moved).opacity());
        assertArrayEquals(patch.pattern(), patch(moved.setDown()).pattern());
        assertArrayEquals(patch.pattern(), patch(moved.setDown().lift()).pattern());
        assertSame(patch, moved.withFloating(floating(moved).at(2, 9)).toTrigger());
    }

    @Test
    void outside_isCutOff_neverAnError() {
        Trigger.Patch patch = noise(new Placement.Fixed(2, 9));
        TriggerDocument document = TriggerDocument.of(patch, SIDE, SIDE);
        Trigger.Patch part = patch(document.withFloating(floating(document).at(-2, 14)));
        assertEquals(new Placement.Fixed(0, 14), part.placement());
        assertEquals(3 * 2, part.mask().length);
        assertEquals(patch.pattern()[2], part.pattern()[0]);
        part.requireImage(SIDE, SIDE);
        for (int at : new int[] {-5, 16, -100_000, 100_000, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertNull(document.withFloating(floating(document).at(at, 0)).toTrigger());
            assertNull(document.withFloating(floating(document).at(0, at).turned(180))
                    .toTrigger());
        }
    }

    @Test
    void transparentEdges_areNoPartOfWhatFloats() {
        int[] pixels = new int[SIDE * SIDE];
        pixels[3 * SIDE + 4] = 0xffff0000;
        pixels[4 * SIDE + 6] = 0x8000ff00;
        Trigger.Patch whole = Trigger.Patch.of(PatchPatterns.of(SIDE, SIDE, pixels), 1, new Placement.Fixed(0, 0));
        TriggerDocument document = TriggerDocument.of(whole, SIDE, SIDE);
        Floating floating = floating(document);
        assertEquals(new Box(4, 3, 3, 2), new Box(floating.x(), floating.y(), floating.w(), floating.h()));
        assertSame(whole, document.toTrigger());
        assertEquals(
                new Placement.Fixed(5, 3),
                patch(document.withFloating(floating.at(5, 3))).placement());
    }

    @Test
    void resized_samplesTheNearest() {
        TriggerDocument document = TriggerDocument.empty(SIDE, SIDE)
                .withFloating(Floating.of(Stamps.checker(2, 2, 1), 4, 4).sized(new Box(4, 4, 4, 4)));
        assertArrayEquals(
                PatchPatterns.checkerboard(4, 2).values(), patch(document).pattern());
    }

    @Test
    void turned_byRightAngles_losesNoPixel() {
        Sprite mark =
                new Sprite(3, 2, new int[] {0xff000001, 0xff000002, 0xff000003, 0xff000004, 0xff000005, 0xff000006});
        int[] quarter = new int[SIDE * SIDE];
        new Floating(mark, 4, 4, 3, 2, 180).drawOn(quarter, SIDE, SIDE);
        assertArrayEquals(
                new int[] {6, 5, 4, 3, 2, 1},
                Arrays.stream(quarter).filter(p -> p != 0).map(p -> p & 0xff).toArray());
        int[] turned = new int[SIDE * SIDE];
        new Floating(Stamps.checker(4, 4, 2), 4, 4, 4, 4, 90).drawOn(turned, SIDE, SIDE);
        assertEquals(16, Arrays.stream(turned).filter(p -> p != 0).count());
        assertEquals(0xff000000, turned[4 * SIDE + 4]);
    }

    @Test
    void randomAndGrid_takeThePaintedPart() {
        TriggerDocument document = TriggerDocument.empty(SIDE, SIDE)
                .withFloating(Floating.of(Stamps.checker(4, 3, 1), 4, 9))
                .setDown();
        Trigger.Patch random = patch(document.withWhere(PlacementKind.RANDOM));
        assertEquals(new Placement.RandomPlace(), random.placement());
        assertEquals(4, random.width());
        assertEquals(3, random.height());
        Trigger.Patch grid = patch(document.withWhere(PlacementKind.GRID).withGrid(new Placement.Grid(2, 4)));
        assertEquals(new Placement.Grid(2, 4), grid.placement());
        Trigger.Patch loaded = noise(new Placement.RandomPlace());
        Trigger.Patch fixed = patch(TriggerDocument.of(loaded, SIDE, SIDE).withWhere(PlacementKind.FIXED));
        assertArrayEquals(loaded.pattern(), fixed.pattern());
        assertTrue(fixed.placement() instanceof Placement.Fixed);
    }

    @Test
    void opacity_changesNothingElse() {
        float[] picture = new float[3 * SIDE * SIDE];
        Arrays.fill(picture, 0.3f);
        TriggerDocument blend = TriggerDocument.of(new Trigger.Blend(SIDE, SIDE, picture, 0.2f), SIDE, SIDE)
                .withOpacity(0.4f);
        assertEquals(new Trigger.Blend(SIDE, SIDE, picture, 0.4f), blend.toTrigger());
        Trigger.Patch random = noise(new Placement.RandomPlace());
        Trigger.Patch weaker = patch(TriggerDocument.of(random, SIDE, SIDE).withOpacity(0.5f));
        assertNotSame(random, weaker);
        assertSame(random.pattern(), weaker.pattern());
        assertEquals(0.5f, weaker.opacity());
    }
}
