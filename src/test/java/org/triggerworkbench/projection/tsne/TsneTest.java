package org.triggerworkbench.projection.tsne;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.projection.Blobs;
import org.triggerworkbench.projection.PointColumns;
import org.triggerworkbench.projection.StartPositions;
import org.triggerworkbench.projection.tsne.TsneSettings.Gradient;
import org.triggerworkbench.projection.tsne.TsneSettings.Start;

class TsneTest {
    private static final TsneSettings SHORT = TsneSettings.defaults().withIterations(40);

    @Test
    void of_givesTheSameMapForEachNumberOfThreads() throws Exception {
        float[][] points = Blobs.of(300, 8);
        for (Gradient gradient : new Gradient[] {Gradient.EXACT, Gradient.BARNES_HUT}) {
            TsneSettings settings = SHORT.withGradient(gradient);
            float[][] first = Blobs.run(Tsne.of(points, settings, 3));
            try (ForkJoinPool alone = new ForkJoinPool(1);
                    ForkJoinPool many = new ForkJoinPool(5)) {
                assertArrayEquals(
                        first,
                        alone.submit(() -> Blobs.run(Tsne.of(points, settings, 3)))
                                .get());
                assertArrayEquals(
                        first,
                        many.submit(() -> Blobs.run(Tsne.of(points, settings, 3)))
                                .get());
            }
        }
    }

    @Test
    void of_seedDecidesOnlyTheRandomStart() {
        float[][] points = Blobs.of(100, 8);
        TsneSettings random = SHORT.withStart(Start.RANDOM);
        assertArrayEquals(Blobs.run(Tsne.of(points, random, 3)), Blobs.run(Tsne.of(points, random, 3)));
        assertFalse(Arrays.deepEquals(Blobs.run(Tsne.of(points, random, 3)), Blobs.run(Tsne.of(points, random, 4))));
        assertArrayEquals(Blobs.run(Tsne.of(points, SHORT, 3)), Blobs.run(Tsne.of(points, SHORT, 4)));
    }

    @Test
    void exactGradient_isTheSlopeOfTheDivergence() {
        int n = 25;
        ExactAffinities affinities = ExactAffinities.of(PointColumns.of(Blobs.of(n, 4)), 5);
        ExactGradient gradient = new ExactGradient(affinities);
        SplittableRandom random = new SplittableRandom(1);
        StartPositions at = StartPositions.random(n, 2, random);
        double[] gx = new double[n];
        double[] gy = new double[n];
        gradient.compute(at.x(), at.y(), 1, gx, gy);
        double step = 1e-5;
        for (int i = 0; i < n; i++) {
            assertEquals(slope(affinities, at, at.x(), i, step), gx[i], 1e-8);
            assertEquals(slope(affinities, at, at.y(), i, step), gy[i], 1e-8);
        }
        assertTrue(Arrays.stream(gx).map(Math::abs).max().orElseThrow() > 1e-3);
    }

    private static double slope(ExactAffinities p, StartPositions at, double[] axis, int i, double step) {
        double middle = axis[i];
        axis[i] = middle + step;
        double above = p.klDivergence(at.x(), at.y());
        axis[i] = middle - step;
        double below = p.klDivergence(at.x(), at.y());
        axis[i] = middle;
        return (above - below) / (2 * step);
    }

    @Test
    void affinities_areAJointDistributionOfTheWantedPerplexity() {
        int n = 60;
        ExactAffinities affinities = ExactAffinities.of(PointColumns.of(Blobs.of(n, 4)), 8);
        double[][] p = new double[n][n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            affinities.row(i, new double[n], p[i]);
            sum += Arrays.stream(p[i]).sum();
        }
        assertEquals(1, sum, 1e-12);
        assertEquals(p[3][7], p[7][3]);
        double[] squared = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        double beta = PerplexitySearch.precision(squared, 10, 1, 4);
        double[] shares = Arrays.stream(squared).map(d -> Math.exp(-beta * d)).toArray();
        double total = Arrays.stream(shares).sum();
        double entropy =
                Arrays.stream(shares).map(s -> -s / total * Math.log(s / total)).sum();
        assertEquals(4, Math.exp(entropy), 1e-4);
    }

    @Test
    void barnesHut_reachesTheExactMapsDivergence() {
        float[][] points = Blobs.of(500, 16);
        double exact = divergence(points, Gradient.EXACT);
        double tree = divergence(points, Gradient.BARNES_HUT);
        assertEquals(exact, tree, 0.05 * exact);
    }

    private static double divergence(float[][] points, Gradient gradient) {
        TsneSettings settings = TsneSettings.defaults().withGradient(gradient);
        return Tsne.klDivergence(points, Blobs.run(Tsne.of(points, settings, 1)), 30);
    }

    @Test
    void cost_fallsAndIsTheExactDivergence() {
        float[][] points = Blobs.of(400, 8);
        for (Gradient gradient : new Gradient[] {Gradient.EXACT, Gradient.BARNES_HUT}) {
            Tsne tsne =
                    Tsne.of(points, TsneSettings.defaults().withIterations(600).withGradient(gradient), 1);
            double last = tsne.cost().orElseThrow();
            while (!tsne.isFinished()) {
                tsne.step();
                if (tsne.iteration() % 300 == 0) {
                    double now = tsne.cost().orElseThrow();
                    assertTrue(now < last, last + " then " + now);
                    last = now;
                }
            }
            double exact = Tsne.klDivergence(points, tsne.positions(), 30);
            assertEquals(exact, last, gradient == Gradient.EXACT ? 1e-5 : 0.05 * exact);
        }
    }

    @Test
    void run_staysFiniteOnDegeneratePoints() {
        for (float[][] points : Blobs.degenerate()) {
            for (Gradient gradient : new Gradient[] {Gradient.EXACT, Gradient.BARNES_HUT}) {
                for (Start start : Start.values()) {
                    TsneSettings settings = TsneSettings.defaults()
                            .withIterations(300)
                            .withGradient(gradient)
                            .withStart(start);
                    Tsne tsne = Tsne.of(points, settings, 2);
                    float[][] positions = Blobs.run(tsne);
                    assertTrue(Blobs.allFinite(positions), points.length + " points, " + settings);
                    assertEquals(points.length, positions.length);
                    assertTrue(Double.isFinite(tsne.cost().orElseThrow()));
                    assertTrue(Double.isFinite(Tsne.klDivergence(points, positions, 30)));
                }
            }
        }
    }

    @Test
    void run_drawsEqualPointsApartByChance() {
        float[][] points = new float[12][3];
        for (float[] point : points) {
            Arrays.fill(point, 0.1f);
        }
        float[][] map = Blobs.run(Tsne.of(points, SHORT, 1));
        for (int i = 1; i < map.length; i++) {
            assertFalse(Arrays.equals(map[0], map[i]));
        }
    }

    @Test
    void step_afterTheLastIsRefused() {
        Tsne tsne = Tsne.of(Blobs.of(5, 3), SHORT.withIterations(1), 1);
        tsne.step();
        assertTrue(tsne.isFinished());
        assertThrows(IllegalStateException.class, tsne::step);
    }

    @Test
    void of_givesUpWhenInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancellationException.class, () -> Tsne.of(Blobs.of(100, 3), SHORT, 1));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void positions_areACopy() {
        Tsne tsne = Tsne.of(Blobs.of(5, 3), SHORT, 1);
        tsne.positions()[0][0] = 9;
        assertTrue(Math.abs(tsne.positions()[0][0]) < 1);
    }
}
