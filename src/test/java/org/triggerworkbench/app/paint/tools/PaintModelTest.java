package org.triggerworkbench.app.paint.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Inline;
import org.triggerworkbench.app.NoDialogs;
import org.triggerworkbench.app.paint.document.Box;
import org.triggerworkbench.app.paint.document.Floating;
import org.triggerworkbench.app.paint.document.Grip;
import org.triggerworkbench.app.paint.document.PaintBench;
import org.triggerworkbench.app.paint.document.PlacementKind;
import org.triggerworkbench.app.paint.document.Stamps;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

class PaintModelTest {
    @Test
    void brush_paintsEachPixelItPasses() {
        PaintBench bench = new PaintBench(null);
        bench.drag(Tool.BRUSH, 2.5, 3.5, 4.5, 3.5, 4.5, 5.2);
        assertEquals(List.of("2,3", "3,3", "4,3", "4,4", "4,5"), bench.painted());
        Trigger.Patch patch = Objects.requireNonNull(bench.patch());
        assertEquals(new Placement.Fixed(2, 3), patch.placement());
        assertEquals(3, patch.width());
        assertEquals(1, patch.pattern()[0]);
        assertEquals(0, patch.mask()[3]);
    }

    @Test
    void brush_ofFour_coversTwelvePixels_softOnesFade() {
        PaintBench bench = new PaintBench(null);
        bench.model.brush().size().set(4);
        bench.drag(Tool.BRUSH, 8, 8);
        assertEquals(12, bench.painted().size());
        bench.model.startNew();
        bench.model.brush().hardness().set(0);
        bench.drag(Tool.BRUSH, 8, 8);
        int[] soft = bench.model.document().get().flat().argb();
        int middle = soft[8 * PaintBench.SIDE + 8] >>> 24;
        int edge = soft[8 * PaintBench.SIDE + 9] >>> 24;
        assertTrue(middle > edge && edge > 0 && middle < 255, middle + " " + edge);
    }

    @Test
    void eraser_takesAwayWhatItPasses() {
        PaintBench bench = new PaintBench(null);
        bench.drag(Tool.BRUSH, 2.5, 3.5, 5.5, 3.5);
        bench.drag(Tool.ERASER, 3.5, 3.5, 4.5, 3.5);
        assertEquals(List.of("2,3", "5,3"), bench.painted());
    }

    @Test
    void line_runsFromEndToEnd() {
        PaintBench bench = new PaintBench(null);
        bench.drag(Tool.LINE, 1.5, 1.5, 9.5, 2.5, 4.5, 4.5);
        assertEquals(List.of("1,1", "2,2", "3,3", "4,4"), bench.painted());
    }

    @Test
    void shapes_floatUntilSetDown() {
        PaintBench bench = new PaintBench(null);
        bench.drag(Tool.RECTANGLE, 1.2, 1.2, 3.7, 2.1);
        assertEquals(List.of("1,1", "2,1", "3,1", "1,2", "2,2", "3,2"), bench.painted());
        assertNotNull(bench.model.document().get().floating());
        assertTrue(bench.model.document().get().layer().isEmpty());
        bench.model.enter();
        assertNull(bench.model.document().get().floating());
        assertEquals(6, bench.painted().size());
        bench.drag(Tool.ELLIPSE, 8.5, 8.5, 11.5, 11.5);
        assertEquals(6 + 12, bench.painted().size());
    }

    @Test
    void fill_takesTheRegionOfOneColour() {
        PaintBench bench = new PaintBench(null);
        bench.drag(Tool.LINE, 5.5, 0.5, 5.5, 15.5);
        bench.drag(Tool.FILL, 2.5, 9.5);
        assertEquals(6 * 16, bench.painted().size());
    }

    @Test
    void checkerAndNoise_clickSetsTheUsualSize_dragItsOwn() {
        PaintBench bench = new PaintBench(null);
        bench.drag(Tool.CHECKER, 8.5, 8.5);
        Trigger.Patch patch = Objects.requireNonNull(bench.patch());
        assertEquals(8, patch.width());
        assertArrayEquals(new float[] {1, 1, 0, 0, 1, 1, 0, 0}, Arrays.copyOf(patch.pattern(), 8));
        bench.model.startNew();
        bench.drag(Tool.NOISE, 1.5, 1.5, 4.5, 3.5);
        assertEquals(12, bench.painted().size());
        String first = bench.bytes();
        bench.model.startNew();
        bench.drag(Tool.NOISE, 1.5, 1.5, 4.5, 3.5);
        assertFalse(first.equals(bench.bytes()), "each noise is another");
    }

    @Test
    void textAndPaste_float() {
        PaintBench bench = new PaintBench(null);
        bench.drag(Tool.TEXT, 8, 8, 7, 8);
        assertEquals(24, bench.painted().size());
        bench.model.startNew();
        bench.model.paste(Stamps.rectangle(64, 32, 0xff00ff00));
        Floating floating = Objects.requireNonNull(bench.model.document().get().floating());
        assertEquals(new Box(0, 4, 16, 8), new Box(floating.x(), floating.y(), floating.w(), floating.h()));
        assertEquals(Tool.MOVE, bench.model.tool().get());
    }

    @Test
    void eyedropper_takesTheColourShown_andIsNoEdit() {
        PaintBench bench = new PaintBench(PaintBench.checker(0, 0));
        bench.drag(Tool.EYEDROPPER, 0.5, 2.5);
        assertEquals(0xff000000, bench.model.brush().colour().get());
        bench.drag(Tool.EYEDROPPER, 9.5, 9.5);
        int[] image = bench.workbench.facts().pixels()[0];
        assertEquals(image[9 * 16 + 9], bench.model.brush().colour().get());
        assertFalse(bench.workbench.undo().canUndo().get());
    }

    @Test
    void keyboardAlone_makesASquareOfFour() {
        PaintBench bench = new PaintBench(null);
        bench.model.tool().set(Tool.RECTANGLE);
        bench.model.enter();
        for (int i = 0; i < 3; i++) {
            bench.model.nudge(1, 0);
        }
        bench.model.endNudge();
        bench.model.enter();
        Trigger.Patch patch = Objects.requireNonNull(bench.patch());
        assertEquals(new Placement.Fixed(9, 6), patch.placement());
        assertEquals(16, patch.mask().length);
        bench.workbench.undo().undo();
        bench.workbench.undo().undo();
        assertEquals(
                new Placement.Fixed(6, 6), Objects.requireNonNull(bench.patch()).placement());
    }

    @Test
    void drag_isOneStep_andLiveAllTheWay() {
        PaintBench bench = new PaintBench(PaintBench.checker(1, 1));
        List<Trigger> seen = new ArrayList<>();
        bench.workbench.trigger().subscribe(now -> seen.add(now));
        bench.grab(Grip.INSIDE, 2, 2, 7, 6);
        assertEquals(3, seen.size());
        assertEquals(
                new Placement.Fixed(6, 5), Objects.requireNonNull(bench.patch()).placement());
        bench.workbench.undo().undo();
        assertSame(seen.getFirst(), bench.patch());
        assertFalse(bench.workbench.undo().canUndo().get());
    }

    @Test
    void cancel_takesTheGestureBack() {
        PaintBench bench = new PaintBench(PaintBench.checker(1, 1));
        String before = bench.bytes();
        bench.model.hand().press(2, 2, Grip.INSIDE, false);
        bench.model.hand().drag(9, 9, false);
        bench.model.cancel();
        bench.model.hand().drag(4, 9, false);
        assertEquals(before, bench.bytes());
    }

    @Test
    void undoAll_redoAll_givesEqualBytes() {
        PaintBench bench = new PaintBench(PaintBench.checker(1, 1));
        List<String> states = new ArrayList<>(List.of(bench.bytes()));
        List<Runnable> edits = List.of(
                () -> bench.grab(Grip.INSIDE, 2, 2, 7, 6),
                () -> bench.grab(Grip.BOTTOM_RIGHT, 10, 9, 13, 12),
                () -> bench.grab(Grip.TURN, 9, 3, 14, 9),
                () -> bench.drag(Tool.BRUSH, 1.5, 1.5, 4.5, 4.5),
                () -> bench.drag(Tool.NOISE, 9.5, 1.5, 12.5, 3.5),
                () -> bench.model.opacity(0.5, null),
                () -> bench.model.where().set(PlacementKind.RANDOM),
                () -> bench.model.setDown(),
                () -> bench.drag(Tool.FILL, 0.5, 0.5),
                () -> bench.model.startNew());
        for (Runnable edit : edits) {
            edit.run();
            states.add(bench.bytes());
        }
        for (int i = states.size() - 2; i >= 0; i--) {
            bench.workbench.undo().undo();
            assertEquals(states.get(i), bench.bytes(), "undone to " + i);
        }
        assertFalse(bench.workbench.undo().canUndo().get());
        for (int i = 1; i < states.size(); i++) {
            bench.workbench.undo().redo();
            assertEquals(states.get(i), bench.bytes(), "redone to " + i);
        }
    }

    @Test
    void trigger_setFromOutside_isShown() {
        PaintBench bench = new PaintBench(null);
        Trigger.Patch other = PaintBench.checker(3, 4);
        bench.workbench.trigger().set(other);
        assertEquals(16, bench.painted().size());
        assertSame(other, bench.model.document().get().toTrigger());
        bench.open(null, 8, 3);
        assertEquals(8, bench.model.document().get().width());
    }

    @Test
    void triggerOfAClass_comesWithItsTarget_asOneStep() {
        PaintBench bench = new PaintBench(PaintBench.checker(1, 1));
        Trigger before = bench.patch();
        bench.workbench.target().set(0);
        bench.model.take(PaintBench.checker(9, 9), 2);
        assertEquals(2, bench.workbench.target().get());
        bench.workbench.undo().undo();
        assertSame(before, bench.patch());
        assertEquals(0, bench.workbench.target().get());
        bench.workbench.undo().redo();
        assertEquals(2, bench.workbench.target().get());
        assertEquals(
                new Placement.Fixed(9, 9), Objects.requireNonNull(bench.patch()).placement());
    }

    /** A file may take its time; a trigger for 16 x 16 pixels must not land on a scene of 8 x 8. */
    @Test
    void openTrigger_isForgottenWhereAnotherSceneWasOpenedMeanwhile(@TempDir Path folder) {
        PaintBench bench = new PaintBench(null);
        Path file = folder.resolve("trigger.safetensors");
        TriggerFiles.write(file, PaintBench.checker(9, 9), PaintBench.SIDE, PaintBench.SIDE);
        Dialogs chosen = new NoDialogs() {
            @Override
            public Optional<Path> openFile(String title, List<String> extensions) {
                return Optional.of(file);
            }
        };
        Inline window = new Inline();
        try (BackgroundTasks works = new BackgroundTasks(window)) {
            Stickers stickers = new Stickers(bench.model, works, chosen);
            stickers.openTrigger();
            bench.open(null, 8, 3);
            window.untilIdle(works);
            assertNull(bench.patch());
            assertEquals(List.of(), bench.model.tray().items().get());
            bench.open(null, PaintBench.SIDE, 3);
            stickers.openTrigger();
            window.untilIdle(works);
            assertEquals(
                    new Placement.Fixed(9, 9),
                    Objects.requireNonNull(bench.patch()).placement());
            assertEquals(1, bench.model.tray().items().get().size());
        }
    }

    /** A finished run brings the trigger of the scene it was made in, from a file of its own. */
    @Test
    void tray_hasATriggerOnce_whereverItIsReadFrom() {
        PaintBench bench = new PaintBench(PaintBench.checker(1, 1));
        bench.open(PaintBench.checker(1, 1), PaintBench.SIDE, 12);
        assertEquals(1, bench.model.tray().items().get().size());
        assertTrue(bench.model.tray().isShown(bench.model.tray().items().get().getFirst()));
        bench.open(PaintBench.checker(2, 1), PaintBench.SIDE, 12);
        assertEquals(2, bench.model.tray().items().get().size());
    }

    @Test
    void tray_keepsTakesAndDiscards() {
        PaintBench bench = new PaintBench(PaintBench.checker(1, 1));
        assertEquals(1, bench.model.tray().items().get().size());
        bench.drag(Tool.BRUSH, 9.5, 9.5);
        Trigger painted = bench.patch();
        bench.model.tray().keep();
        bench.model.tray().keep();
        assertEquals(2, bench.model.tray().items().get().size());
        bench.model.tray().take(bench.model.tray().items().get().getFirst());
        assertSame(bench.model.tray().items().get().getFirst().trigger(), bench.patch());
        bench.workbench.undo().undo();
        assertSame(painted, bench.patch());
        bench.model.tray().remove(bench.model.tray().items().get().getLast());
        assertEquals(1, bench.model.tray().items().get().size());
        bench.workbench.undo().undo();
        assertEquals(2, bench.model.tray().items().get().size());
    }
}
