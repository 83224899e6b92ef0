package org.triggerworkbench.defense.shadow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;

class SeparationTest {
    @Test
    void area_countsTheWonPairs() {
        Separation some = Separation.of(new double[] {1, 2, 3}, new double[] {2, 4});
        // 4 beats three; 2 beats one and ties with one.
        assertEquals(4.5 / 6, some.area(), 1e-12);
        assertTrue(some.interval().low() < some.area()
                && some.area() < some.interval().high());
        Separation all = Separation.of(new double[10], fill(10, 1));
        assertEquals(1, all.area());
        assertEquals(1, all.interval().high(), 1e-9);
        assertTrue(
                all.interval().low() > 0.6 && all.interval().low() < 0.95,
                "low " + all.interval().low());
        assertEquals(0.5, Separation.of(new double[4], new double[4]).area());
    }

    @Test
    void curve_beginsAtNothingAndEndsAtAll() {
        double[][] curve = Separation.curve(new double[] {1, 2}, new double[] {2, 3});
        assertArrayEquals(new double[] {0, 0, 0.5, 1}, curve[0]);
        assertArrayEquals(new double[] {0, 0.5, 1, 1}, curve[1]);
    }

    @Test
    void regression_separatesWhatCanBeSeparated() {
        SplittableRandom random = new SplittableRandom(3);
        double[][] rows = new double[40][];
        boolean[] positive = new boolean[40];
        for (int i = 0; i < rows.length; i++) {
            positive[i] = i % 2 == 1;
            rows[i] = new double[] {
                random.nextGaussian(), random.nextGaussian() + (positive[i] ? 3 : 0), 7, random.nextGaussian()
            };
        }
        LogisticRegression fitted = LogisticRegression.fit(rows, positive, 0.01);
        double[] out = {0, 4, 7, 0};
        double[] in = {0, -1, 7, 0};
        assertTrue(fitted.of(out) > 0.9 && fitted.of(in) < 0.1, fitted.of(out) + " and " + fitted.of(in));
    }

    @Test
    void features_doNotChangeWithTheScaleOfAPrompt() {
        PromptLayout layout = new PromptLayout(
                new PromptShape.Frame(4), PromptLayout.Mode.ADD, 16, 16, new float[3], new float[] {1, 1, 1});
        float[] values = Seeds.normal(3 * 256, 1, Seeds.generator(1, "test", 0));
        float[] larger = values.clone();
        for (int i = 0; i < larger.length; i++) {
            larger[i] *= 10;
        }
        double[] features = PromptFeatures.of(layout, values);
        assertArrayEquals(features, PromptFeatures.of(layout, larger), 1e-4);
        float[] strongCorner = values.clone();
        for (int channel = 0; channel < 3; channel++) {
            strongCorner[channel * 256] *= 30;
        }
        assertTrue(PromptFeatures.of(layout, strongCorner)[0] > features[0] + 1);
    }

    private static double[] fill(int n, double value) {
        double[] values = new double[n];
        Arrays.fill(values, value);
        return values;
    }
}
