package org.triggerworkbench.app.embedding.scatter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Points are found as by looking at each. */
class GridIndexTest {
    private static final int N = 2_000;
    private final float[] xs = new float[N];
    private final float[] ys = new float[N];
    private final GridIndex index;

    GridIndexTest() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < N; i++) {
            xs[i] = (float) random.nextGaussian();
            ys[i] = (float) (3 * random.nextGaussian() - 1);
        }
        index = new GridIndex(xs, ys);
    }

    @Test
    void nearest_isTheNearestOfAll() {
        SplittableRandom random = new SplittableRandom(6);
        for (int trial = 0; trial < 200; trial++) {
            double x = random.nextDouble(-3, 3);
            double y = random.nextDouble(-9, 9);
            int best = -1;
            double least = 0.3;
            for (int i = 0; i < N; i++) {
                double distance = Math.hypot(xs[i] - x, ys[i] - y);
                if (distance < least) {
                    least = distance;
                    best = i;
                }
            }
            assertEquals(best, index.nearest(x, y, 0.3));
        }
    }

    @Test
    void nearest_ofTwoInOnePlace_isTheOneDrawnLast() {
        assertEquals(2, new GridIndex(new float[] {1, 4, 1}, new float[] {1, 4, 1}).nearest(1, 1, 0.5));
        assertEquals(-1, new GridIndex(new float[0], new float[0]).nearest(0, 0, 9));
    }

    @Test
    void inBox_tellsEachPointInsideOnce() {
        Set<Integer> found = new TreeSet<>();
        int[] told = {0};
        index.inBox(-0.5, -2, 1, 4, point -> {
            found.add(point);
            told[0]++;
        });
        assertEquals(
                IntStream.range(0, N)
                        .filter(i -> xs[i] >= -0.5 && xs[i] <= 1 && ys[i] >= -2 && ys[i] <= 4)
                        .boxed()
                        .collect(Collectors.toSet()),
                found);
        assertEquals(found.size(), told[0]);
    }

    @Test
    void inPolygon_leavesOutTheNotchOfALasso() {
        float[] x = {1, 5, 9, 5, -3};
        float[] y = {5, 8, 5, 2, 5};
        // A V: its notch reaches down to (5, 6).
        double[] lineX = {0, 5, 10, 10, 0};
        double[] lineY = {10, 6, 10, 0, 0};
        Set<Integer> found = new TreeSet<>();
        new GridIndex(x, y).inPolygon(lineX, lineY, found::add);
        assertEquals(Set.of(0, 2, 3), found);
    }
}
