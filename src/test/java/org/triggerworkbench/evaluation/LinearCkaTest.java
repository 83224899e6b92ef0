package org.triggerworkbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearCkaTest {
    private static float[][] noise(int n, int width, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = new float[n][width];
        for (float[] row : rows) {
            for (int d = 0; d < width; d++) {
                row[d] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

    /** Turned by 30 degrees in each pair of columns, stretched by 5, moved by 2. */
    private static float[][] turned(float[][] rows) {
        double cos = Math.cos(Math.PI / 6);
        double sin = Math.sin(Math.PI / 6);
        float[][] turned = new float[rows.length][rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int d = 0; d < rows[0].length; d += 2) {
                turned[i][d] = (float) (5 * (cos * rows[i][d] - sin * rows[i][d + 1]) + 2);
                turned[i][d + 1] = (float) (5 * (sin * rows[i][d] + cos * rows[i][d + 1]) + 2);
            }
        }
        return turned;
    }

    /** By the formula itself, through the features. */
    private static double direct(float[][] x, float[][] y) {
        return cross(x, y) / Math.sqrt(cross(x, x) * cross(y, y));
    }

    private static double cross(float[][] x, float[][] y) {
        double sum = 0;
        for (int d = 0; d < x[0].length; d++) {
            for (int e = 0; e < y[0].length; e++) {
                double mx = 0;
                double my = 0;
                for (int i = 0; i < x.length; i++) {
                    mx += x[i][d] / x.length;
                    my += y[i][e] / x.length;
                }
                double dot = 0;
                for (int i = 0; i < x.length; i++) {
                    dot += (x[i][d] - mx) * (y[i][e] - my);
                }
                sum += dot * dot;
            }
        }
        return sum;
    }

    @Test
    void isOneUpToRotationScaleAndShift() {
        float[][] rows = noise(40, 6, 1);
        assertEquals(1, LinearCka.of(rows, turned(rows)), 1e-6);
    }

    @Test
    void isTheFormula_alsoOfDifferentWidths() {
        float[][] x = noise(30, 5, 2);
        float[][] y = noise(30, 9, 3);
        assertEquals(direct(x, y), LinearCka.of(x, y), 1e-9);
        assertTrue(LinearCka.of(x, y) < 0.6);
        assertTrue(LinearCka.of(noise(1000, 5, 2), noise(1000, 5, 3)) < 0.05, "unrelated, of many inputs");
    }

    @Test
    void isNotDefinedWhereNothingDiffers() {
        assertTrue(Double.isNaN(LinearCka.of(new float[4][3], noise(4, 3, 1))));
    }
}
