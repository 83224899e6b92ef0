package org.triggerworkbench.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.projection.Neighbours.Distance;
import org.triggerworkbench.projection.Neighbours.Neighbour;

class NeighboursTest {
    private static final float[][] POINTS = {{1, 0}, {0, 2}, {10, 1}, {0, 0}, {-3, 0}};

    @Test
    void nearest_byLengthOrByAngle() {
        assertEquals(
                List.of(new Neighbour(0, 0), new Neighbour(3, 1)),
                Neighbours.nearest(POINTS, new float[] {1, 0}, 2, Distance.EUCLIDEAN));
        List<Neighbour> byAngle = Neighbours.nearest(POINTS, new float[] {2, 0}, 9, Distance.COSINE);
        assertArrayEquals(
                new int[] {0, 2, 1, 3, 4},
                byAngle.stream().mapToInt(Neighbour::index).toArray());
        assertArrayEquals(
                new double[] {0, 1 - 10 / Math.sqrt(101), 1, 1, 2},
                byAngle.stream().mapToDouble(Neighbour::distance).toArray(),
                1e-12);
    }

    @Test
    void nearestTo_leavesThePointItselfOut() {
        assertEquals(
                3,
                Neighbours.nearestTo(0, POINTS, 1, Distance.EUCLIDEAN)
                        .getFirst()
                        .index());
        assertEquals(4, Neighbours.nearestTo(0, POINTS, 9, Distance.EUCLIDEAN).size());
    }

    @Test
    void nearest_refusesAnotherLength() {
        assertThrows(
                IllegalArgumentException.class, () -> Neighbours.nearest(POINTS, new float[3], 1, Distance.COSINE));
    }

    /** All pairs at once against sorting. */
    @Test
    void graph_agreesWithSorting() {
        float[][] points = Blobs.of(150, 7);
        NeighbourGraph graph = NeighbourGraph.of(PointColumns.of(points), 6);
        for (int i = 0; i < points.length; i++) {
            int own = i;
            int[] sorted = IntStream.range(0, points.length)
                    .filter(j -> j != own)
                    .boxed()
                    .sorted((a, b) -> Double.compare(squared(points[own], points[a]), squared(points[own], points[b])))
                    .mapToInt(Integer::intValue)
                    .limit(6)
                    .toArray();
            assertArrayEquals(sorted, Arrays.copyOfRange(graph.indices(), i * 6, i * 6 + 6));
            assertEquals(Math.sqrt(squared(points[i], points[sorted[5]])), graph.distances()[i * 6 + 5], 1e-9);
        }
    }

    private static double squared(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += Math.pow((double) a[j] - b[j], 2);
        }
        return sum;
    }
}
