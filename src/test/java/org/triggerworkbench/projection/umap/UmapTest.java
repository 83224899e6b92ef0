package org.triggerworkbench.projection.umap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.projection.Blobs;
import org.triggerworkbench.projection.Neighbours;
import org.triggerworkbench.projection.PointColumns;
import org.triggerworkbench.projection.SparseSymmetric;
import org.triggerworkbench.projection.Trustworthiness;
import org.triggerworkbench.projection.tsne.Tsne;
import org.triggerworkbench.projection.tsne.TsneSettings;

class UmapTest {
    private static final UmapSettings SHORT = UmapSettings.defaults().withEpochs(40);

    @Test
    void of_givesTheSameMapForTheSameSeed() throws Exception {
        float[][] points = Blobs.of(300, 8);
        float[][] first = Blobs.run(Umap.of(points, SHORT, 3));
        assertArrayEquals(first, Blobs.run(Umap.of(points, SHORT, 3)));
        assertFalse(Arrays.deepEquals(first, Blobs.run(Umap.of(points, SHORT, 4))));
        try (ForkJoinPool many = new ForkJoinPool(5)) {
            assertArrayEquals(
                    first,
                    many.submit(() -> Blobs.run(Umap.of(points, SHORT, 3))).get());
        }
    }

    @Test
    void run_isAsTrustworthyAsTsne() {
        float[][] points = Blobs.of(500, 16);
        double tsne = Trustworthiness.of(points, Blobs.run(Tsne.of(points, TsneSettings.defaults(), 1)));
        float[][] map = Blobs.run(Umap.of(points, UmapSettings.defaults(), 1));
        double umap = Trustworthiness.of(points, map);
        assertTrue(umap >= tsne - 0.02, umap + " against " + tsne);
        assertTrue(umap > 0.9, "trustworthiness " + umap);
    }

    @Test
    void run_drawsClustersApart() {
        float[][] map = Blobs.run(Umap.of(Blobs.of(500, 16), UmapSettings.defaults(), 1));
        for (int i = 0; i < map.length; i++) {
            int nearest = Neighbours.nearestTo(i, map, 1, Neighbours.Distance.EUCLIDEAN)
                    .getFirst()
                    .index();
            assertEquals(i % 10, nearest % 10);
        }
    }

    /** The values that umap-learn finds. */
    @Test
    void curve_isThePublishedFit() {
        UmapCurve usual = UmapCurve.fit(0.1, 1);
        assertEquals(1.577, usual.a(), 1e-3);
        assertEquals(0.895, usual.b(), 1e-3);
        UmapCurve wide = UmapCurve.fit(0.2, 2);
        assertEquals(usual.closeness(0.7), wide.closeness(1.4), 1e-9);
    }

    @Test
    void graph_isSymmetricWithOneForTheNearest() {
        int n = 80;
        int k = 10;
        SparseSymmetric graph = FuzzyGraph.of(PointColumns.of(Blobs.of(n, 5)), k);
        double[][] dense = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int s = graph.starts()[i]; s < graph.starts()[i + 1]; s++) {
                dense[i][graph.columns()[s]] = graph.values()[s];
            }
        }
        for (int i = 0; i < n; i++) {
            assertEquals(0, dense[i][i]);
            assertEquals(1, Arrays.stream(dense[i]).max().orElseThrow(), 1e-12);
            assertTrue(Arrays.stream(dense[i]).sum() >= Math.log(k) / Math.log(2) - 1e-4);
            for (int j = 0; j < n; j++) {
                assertEquals(dense[i][j], dense[j][i]);
            }
        }
    }

    @Test
    void run_staysFiniteOnDegeneratePoints() {
        for (float[][] points : Blobs.degenerate()) {
            float[][] positions = Blobs.run(Umap.of(points, UmapSettings.defaults(), 2));
            assertTrue(Blobs.allFinite(positions), points.length + " points");
            assertEquals(points.length, positions.length);
        }
    }

    @Test
    void epochs_followTheNumberOfPoints() {
        assertEquals(500, UmapSettings.defaults().epochsFor(10_000));
        assertEquals(200, UmapSettings.defaults().epochsFor(10_001));
        assertEquals(40, SHORT.epochsFor(10_001));
    }
}
