package org.triggerworkbench.projection.tsne;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.projection.StartPositions;

class QuadTreeTest {
    /** With so small a theta each leaf is visited, so only the tree's structure is tested. */
    @Test
    void push_isTheSumOverAllPairsWhereNothingIsTakenWhole() {
        StartPositions places = placesWithTwins();
        QuadTree tree = new QuadTree(1e-9);
        tree.build(places.x(), places.y());
        double[] sums = new double[3];
        for (int i = 0; i < places.x().length; i++) {
            tree.push(places.x()[i], places.y()[i], QuadTree.newStack(), sums);
            assertArrayEquals(allPairs(places, i), sums, 1e-9);
        }
    }

    @Test
    void push_isNearTheSumAtTheUsualTheta() {
        StartPositions places = placesWithTwins();
        QuadTree tree = new QuadTree(Tsne.THETA);
        tree.build(places.x(), places.y());
        double[] sums = new double[3];
        double z = 0;
        double exactZ = 0;
        double error = 0;
        double size = 0;
        for (int i = 0; i < places.x().length; i++) {
            tree.push(places.x()[i], places.y()[i], QuadTree.newStack(), sums);
            double[] exact = allPairs(places, i);
            z += sums[2];
            exactZ += exact[2];
            error += Math.hypot(sums[0] - exact[0], sums[1] - exact[1]);
            size += Math.hypot(exact[0], exact[1]);
        }
        assertEquals(exactZ, z, 0.01 * exactZ);
        assertEquals(0, error / size, 0.03);
    }

    @Test
    void build_ofOnePlaceManyTimesCountsTheOthers() {
        double[] same = {3, 3, 3, 3};
        QuadTree tree = new QuadTree(Tsne.THETA);
        tree.build(same, same);
        double[] sums = new double[3];
        tree.push(3, 3, QuadTree.newStack(), sums);
        assertArrayEquals(new double[] {0, 0, 3}, sums);
    }

    private static StartPositions placesWithTwins() {
        StartPositions places = StartPositions.random(500, 10, new SplittableRandom(2));
        for (int i = 0; i < 30; i++) {
            places.x()[i] = places.x()[200];
            places.y()[i] = places.y()[200];
        }
        // Closer together than the tree is deep.
        places.x()[31] = 0;
        places.y()[31] = 0;
        places.x()[32] = 1e-18;
        places.y()[32] = 0;
        return places;
    }

    private static double[] allPairs(StartPositions places, int i) {
        double[] sums = new double[3];
        for (int j = 0; j < places.x().length; j++) {
            double dx = places.x()[i] - places.x()[j];
            double dy = places.y()[i] - places.y()[j];
            double u = 1 / (1 + dx * dx + dy * dy);
            if (i != j) {
                sums[0] += u * u * dx;
                sums[1] += u * u * dy;
                sums[2] += u;
            }
        }
        return sums;
    }
}
