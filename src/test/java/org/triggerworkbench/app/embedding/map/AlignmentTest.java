package org.triggerworkbench.app.embedding.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.embedding.scatter.ChipLayout;
import org.triggerworkbench.app.embedding.scatter.ChipLayout.Place;
import org.triggerworkbench.app.embedding.scatter.ChipLayout.Wish;
import org.triggerworkbench.app.embedding.scatter.MapViewport;
import org.triggerworkbench.app.embedding.scatter.Motion;
import org.triggerworkbench.app.embedding.scatter.ScatterKeys;

/** The geometry of the map: turns and flips undone, motion, labels kept apart, steps of the keyboard. */
class AlignmentTest {
    private static final float[][] MAP = {{0, 0}, {3, 1}, {-2, 4}, {5, -1}, {1, -6}};

    @Test
    void of_undoesATurnAndAFlip() {
        for (boolean flip : new boolean[] {false, true}) {
            double angle = 2.1;
            float[][] moved = Arrays.stream(MAP)
                    .map(p -> {
                        double y = flip ? -p[1] : p[1];
                        return new float[] {
                            (float) (Math.cos(angle) * p[0] - Math.sin(angle) * y),
                            (float) (Math.sin(angle) * p[0] + Math.cos(angle) * y)
                        };
                    })
                    .toArray(float[][]::new);
            Alignment back = Alignment.of(MAP, moved);
            for (int i = 0; i < MAP.length; i++) {
                assertArrayEquals(MAP[i], back.apply(moved[i]), 1e-5f);
            }
        }
    }

    @Test
    void of_pointsInOnePlace_turnsNothing() {
        assertEquals(Alignment.NONE, Alignment.of(MAP, new float[5][2]));
    }

    @Test
    void motion_endsWherePointsBelong_andLeavesStandingOnesAlone() {
        Motion motion = new Motion();
        motion.to(new float[] {0.1f, 1}, new float[] {0.7f, 1}, 0, false);
        assertArrayEquals(new float[] {0.1f, 1}, motion.xs());
        motion.to(new float[] {0.1f, 3}, new float[] {0.7f, 1}, 0, false);
        assertTrue(motion.advance(Motion.NANOS / 2));
        assertEquals(0.1f, motion.xs()[0]);
        assertTrue(motion.xs()[1] > 1 && motion.xs()[1] < 3);
        assertTrue(motion.advance(Motion.NANOS));
        assertArrayEquals(new float[] {0.1f, 3}, motion.xs());
        assertTrue(!motion.advance(Motion.NANOS + 1));
    }

    @Test
    void chips_neverOverlap_andTheFirstOnesStay() {
        List<Wish> wishes = IntStream.range(0, 300)
                .mapToObj(i -> new Wish(i, 20 + i % 17 * 10, 30 + i % 13 * 9, 60, 20))
                .toList();
        List<Place> places = ChipLayout.place(wishes, ChipLayout.Points.NONE, Map.of(), 240, 200, 8, 60);
        assertEquals(0, places.getFirst().index());
        assertTrue(places.size() >= 8, places.size() + " labels");
        for (Place a : places) {
            assertTrue(a.left() >= 0 && a.left() + a.width() <= 240 && a.top() >= 0 && a.top() + a.height() <= 200);
            for (Place b : places) {
                assertTrue(a.equals(b) || !a.covers(b.left(), b.top(), b.width(), b.height()));
            }
        }
    }

    @Test
    void keys_walkToTheNextPointInTheirDirection() {
        float[] xs = {0, 2, 10, -1, 0};
        float[] ys = {0, 0.5f, 0, 0, -5};
        assertEquals(1, ScatterKeys.next(xs, ys, 0, 1, 0));
        assertEquals(3, ScatterKeys.next(xs, ys, 0, -1, 0));
        assertEquals(4, ScatterKeys.next(xs, ys, 0, 0, -1));
        assertEquals(2, ScatterKeys.next(xs, ys, 2, 1, 0));
    }

    @Test
    void viewport_fitsAndZoomsAboutAPixel() {
        MapViewport.Bounds bounds = MapViewport.Bounds.NONE.with(new float[] {-1, 3}, new float[] {2, 4});
        MapViewport view = MapViewport.fitting(bounds, 420, 300, 10);
        assertEquals(100, view.zoom(), 1e-9);
        assertEquals(210, view.pixelX(1), 1e-9);
        assertTrue(view.shows(bounds, 420, 300));
        MapViewport near = view.zoomed(2, 100, 50);
        assertEquals(view.mapX(100), near.mapX(100), 1e-9);
        assertEquals(view.mapY(50), near.mapY(50), 1e-9);
        assertEquals(
                1,
                MapViewport.fitting(MapViewport.Bounds.NONE.with(new float[1], new float[1]), 9, 9, 1)
                        .zoom());
    }

    @Test
    void labels_stepAsideFromPoints_andStayWhereTheyWere() {
        List<Wish> one = List.of(new Wish(0, 120, 100, 60, 20));
        // Above and below the place it is full.
        double[] xs = {100, 110, 120, 130, 140, 100, 110, 120, 130, 140};
        double[] ys = {80, 80, 80, 80, 80, 120, 120, 120, 120, 120};
        ChipLayout.Points points = new ChipLayout.Points(xs, ys);
        Place place = ChipLayout.place(one, points, Map.of(), 240, 200, 8, 60).getFirst();
        for (int i = 0; i < xs.length; i++) {
            boolean under = xs[i] >= place.left()
                    && xs[i] <= place.left() + place.width()
                    && ys[i] >= place.top()
                    && ys[i] <= place.top() + place.height();
            assertTrue(!under, place + " lies on point " + i);
        }
        Place near = ChipLayout.place(one, ChipLayout.Points.NONE, Map.of(), 240, 200, 8, 60)
                .getFirst();
        assertTrue(!near.isFar());
        // One point beside it is no reason to move.
        ChipLayout.Points few = new ChipLayout.Points(new double[] {120}, new double[] {80});
        assertEquals(
                near,
                ChipLayout.place(one, few, Map.of(0, near.slot()), 240, 200, 8, 60)
                        .getFirst());
    }
}
