package org.triggerworkbench.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrustworthinessTest {
    /** The example among scikit-learn's own tests. */
    @Test
    void of_matchesScikitLearnsExample() {
        float[][] points = {{0}, {1}, {2}, {3}, {4}};
        float[][] mixed = {{0, 0}, {2, 0}, {4, 0}, {1, 0}, {3, 0}};
        assertEquals(0.2, Trustworthiness.of(points, mixed, 1), 1e-12);
    }

    @Test
    void of_isOneForTheSameNeighboursAndNearHalfForChance() {
        float[][] points = Blobs.of(300, 2);
        assertEquals(1, Trustworthiness.of(points, points));
        StartPositions chance = StartPositions.random(300, 1, new SplittableRandom(1));
        double trust = Trustworthiness.of(points, StartPositions.pairs(chance.x(), chance.y()));
        assertTrue(trust > 0.4 && trust < 0.6, "trustworthiness " + trust);
    }

    @Test
    void of_refusesTooManyNeighbours() {
        float[][] points = Blobs.of(30, 2);
        assertThrows(IllegalArgumentException.class, () -> Trustworthiness.of(points, points, 15));
    }
}
