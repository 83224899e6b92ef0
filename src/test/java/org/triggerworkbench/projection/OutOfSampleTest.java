package org.triggerworkbench.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.projection.tsne.Tsne;
import org.triggerworkbench.projection.tsne.TsneSettings;
import org.triggerworkbench.projection.umap.Umap;
import org.triggerworkbench.projection.umap.UmapSettings;

class OutOfSampleTest {
    @Test
    void place_ofATwinIsItsPlace() {
        float[][] points = Blobs.of(100, 8);
        for (StepwiseProjection map : new StepwiseProjection[] {
            Tsne.of(points, TsneSettings.defaults().withIterations(50), 1),
            Umap.of(points, UmapSettings.defaults().withEpochs(50), 1)
        }) {
            float[][] positions = Blobs.run(map);
            OutOfSample standing = new OutOfSample(points, positions, OutOfSample.NEIGHBOURS);
            for (int i = 0; i < points.length; i++) {
                assertArrayEquals(positions[i], standing.place(points[i].clone()));
            }
        }
    }

    @Test
    void place_weighsByInverseDistance() {
        float[][] points = {{0}, {3}, {100}};
        float[][] positions = {{0, 0}, {6, 3}, {-50, -50}};
        float[] place = new OutOfSample(points, positions, 2).place(new float[] {1});
        assertArrayEquals(new float[] {2, 1}, place, 1e-6f);
    }

    @Test
    void place_ofSeveralTwinsIsTheirMean() {
        float[][] points = {{0}, {0}, {1}};
        float[][] positions = {{0, 0}, {2, 4}, {50, 50}};
        assertArrayEquals(new float[] {1, 2}, new OutOfSample(points, positions, 5).place(new float[1]));
    }

    @Test
    void place_ofANewPointIsInItsCluster() {
        float[][] all = Blobs.of(310, 8);
        float[][] points = Arrays.copyOf(all, 300);
        float[][] positions = Blobs.run(Umap.of(points, UmapSettings.defaults(), 1));
        OutOfSample standing = new OutOfSample(points, positions, OutOfSample.NEIGHBOURS);
        for (int i = 300; i < 310; i++) {
            float[] place = standing.place(all[i]);
            int nearest = Neighbours.nearest(positions, place, 1, Neighbours.Distance.EUCLIDEAN)
                    .getFirst()
                    .index();
            assertEquals(i % 10, nearest % 10);
        }
    }
}
