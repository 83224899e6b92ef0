package org.triggerworkbench.defense.shadow;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.prompt.PromptLayout;

/**
 * What a classifier of shadow prompts says: fitted on their first half, measured on the other.
 *
 * @param chance that the prompt in question is backdoored, in [0, 1]
 * @param clean the chances of clean prompts of the measured half
 * @param backdoored those of backdoored ones
 * @param distance how far the prompt in question lies from the shadows fitted, in standard deviations
 * @param farthest the same of the farthest shadow of the measured half
 */
public record ShadowVerdict(
        double chance, double[] clean, double[] backdoored, double distance, double farthest, Separation separation) {
    /**
     * Fits and asks.
     *
     * @param shadows 3 x H x W each; those of odd places are backdoored
     * @param suspect 3 x H x W
     * @param ridge of the regression
     */
    public static ShadowVerdict of(PromptLayout layout, List<float[]> shadows, float[] suspect, double ridge) {
        double[][] rows = shadows.stream()
                .map(values -> PromptFeatures.of(layout, values))
                .toArray(double[][]::new);
        int half = rows.length / 2;
        boolean[] positive = new boolean[half];
        for (int i = 0; i < half; i++) {
            positive[i] = isBackdoored(i);
        }
        LogisticRegression fitted = LogisticRegression.fit(Arrays.copyOf(rows, half), positive, ridge);
        double[] clean = scores(fitted, rows, half, false);
        double[] backdoored = scores(fitted, rows, half, true);
        double[] asked = PromptFeatures.of(layout, suspect);
        return new ShadowVerdict(
                fitted.of(asked),
                clean,
                backdoored,
                fitted.distance(asked),
                Arrays.stream(rows, half, rows.length)
                        .mapToDouble(fitted::distance)
                        .max()
                        .orElse(0),
                Separation.of(clean, backdoored));
    }

    /** Whether the prompt in question is none that the classifier knows the like of. */
    public boolean isStrange() {
        return distance > farthest;
    }

    private static boolean isBackdoored(int place) {
        return place % 2 == 1;
    }

    private static double[] scores(LogisticRegression fitted, double[][] rows, int from, boolean backdoored) {
        return IntStream.range(from, rows.length)
                .filter(i -> isBackdoored(i) == backdoored)
                .mapToDouble(i -> fitted.of(rows[i]))
                .toArray();
    }

    /** The measured half. */
    public Figure.Roc roc(String caption) {
        double[][] curve = Separation.curve(clean, backdoored);
        return new Figure.Roc(caption, curve[0], curve[1], separation.area(), null);
    }
}
