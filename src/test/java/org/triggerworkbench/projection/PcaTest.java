package org.triggerworkbench.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PcaTest {
    /** Covariance is diagonal after a turn by 45 degrees: variances 4 and 1 along (1, 1) and (1, -1). */
    @Test
    void fit_matchesHandExample() {
        float[][] points = {{3, 3}, {-1, -1}, {2, 0}, {0, 2}};
        Pca pca = Pca.fit(points, 2);
        double r = Math.sqrt(0.5);
        assertArrayEquals(new double[] {1, 1}, pca.mean(), 1e-12);
        assertArrayEquals(new double[] {r, r}, pca.axes()[0], 1e-12);
        assertArrayEquals(new double[] {r, -r}, pca.axes()[1], 1e-12);
        assertArrayEquals(new double[] {0.8, 0.2}, pca.explainedVarianceRatios(), 1e-12);
        assertArrayEquals(new float[] {(float) Math.sqrt(8), 0}, pca.project(new float[] {3, 3}), 1e-6f);
    }

    @Test
    void project_ofAllAxesKeepsDistances() {
        float[][] points = cloud(200, 12);
        float[][] places = Pca.fit(points, 12).project(points);
        for (int i = 1; i < points.length; i++) {
            assertEquals(distance(points[0], points[i]), distance(places[0], places[i]), 1e-4);
        }
    }

    @Test
    void axes_areOrthonormalByFallingVarianceForBothShapes() {
        for (float[][] points : new float[][][] {cloud(300, 100), cloud(100, 300)}) {
            Pca pca = Pca.fit(points, 5);
            double[][] axes = pca.axes();
            for (int i = 0; i < 5; i++) {
                for (int j = 0; j < 5; j++) {
                    assertEquals(i == j ? 1 : 0, LeadingEigen.dot(axes[i], axes[j]), 1e-10);
                }
            }
            double[] ratios = pca.explainedVarianceRatios();
            for (int i = 1; i < 5; i++) {
                assertTrue(ratios[i] <= ratios[i - 1]);
            }
        }
    }

    /** Subspace iteration on 100 columns against Jacobi on the same covariance, a different way to the same answer. */
    @Test
    void fit_agreesWithWholeEigendecomposition() {
        float[][] points = cloud(300, 100);
        Pca pca = Pca.fit(points, 3);
        double[] mean = pca.mean();
        double[][] covariance = new double[100][100];
        for (float[] point : points) {
            for (int i = 0; i < 100; i++) {
                for (int j = 0; j < 100; j++) {
                    covariance[i][j] += (point[i] - mean[i]) * (point[j] - mean[j]);
                }
            }
        }
        LeadingEigen whole = SymmetricJacobi.solve(covariance);
        for (int k = 0; k < 3; k++) {
            assertEquals(1, Math.abs(LeadingEigen.dot(whole.vectors()[k], pca.axes()[k])), 1e-9);
        }
    }

    @Test
    void fit_isTheSameEachTimeAndLargestEntryIsPositive() {
        double[][] axes = Pca.fit(cloud(150, 90), 4).axes();
        assertArrayEquals(axes, Pca.fit(cloud(150, 90), 4).axes());
        for (double[] axis : axes) {
            double largest = 0;
            for (double entry : axis) {
                largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
            }
            assertTrue(largest > 0);
        }
    }

    @Test
    void fit_ofEqualPointsPutsThemAtZero() {
        Pca pca = Pca.fit(new float[][] {{1, 2, 3}, {1, 2, 3}}, 2);
        assertArrayEquals(new float[2], pca.project(new float[] {1, 2, 3}));
        assertArrayEquals(new double[2], pca.explainedVarianceRatios());
    }

    @Test
    void fit_refusesPointsThatAreNotNumbers() {
        assertThrows(IllegalArgumentException.class, () -> Pca.fit(new float[][] {{1, Float.NaN}}, 1));
    }

    private static float[][] cloud(int n, int d) {
        SplittableRandom random = new SplittableRandom(5);
        float[][] points = new float[n][d];
        for (float[] point : points) {
            for (int j = 0; j < d; j++) {
                point[j] = (float) (random.nextGaussian() * 8 / (1 + j) + 1);
            }
        }
        return points;
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.pow(a[i] - b[i], 2);
        }
        return Math.sqrt(sum);
    }
}
