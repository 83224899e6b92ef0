package org.triggerworkbench.defense.shadow;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.triggerworkbench.evaluation.Interval;

/**
 * How well scores tell two groups apart.
 *
 * @param area under the ROC: the chance that a positive has the larger score, ties counting half
 * @param interval of 95%, Newcombe's method 5 (2006): it has a width at areas of 0 and 1 too
 */
public record Separation(double area, Interval interval) {
    private static final double Z = 1.959963985;
    private static final int HALVINGS = 60;

    /** Of the scores of both groups. */
    public static Separation of(double[] negative, double[] positive) {
        double wins = 0;
        for (double low : negative) {
            for (double high : positive) {
                wins += high > low ? 1 : high == low ? 0.5 : 0;
            }
        }
        double area = wins / ((double) negative.length * positive.length);
        return new Separation(
                area,
                new Interval(
                        bound(area, 0, negative.length, positive.length),
                        bound(area, 1, negative.length, positive.length)));
    }

    /** The value between the area and an end at which the area is just 1.96 standard errors away. */
    private static double bound(double area, double end, int m, int n) {
        double inside = area;
        double outside = end;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (inside + outside) / 2;
            if (Math.abs(area - middle) <= Z * Math.sqrt(variance(middle, m, n))) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    private static double variance(double area, int m, int n) {
        double pairs = (m + n) / 2.0 - 1;
        return area * (1 - area) * (1 + pairs * (1 - area) / (2 - area) + pairs * area / (1 + area)) / ((double) m * n);
    }

    /** Thresholds from the largest score down: the shares of negatives (first row) and positives at or above each. */
    static double[][] curve(double[] negative, double[] positive) {
        double[] falling = DoubleStream.concat(DoubleStream.of(negative), DoubleStream.of(positive))
                .distinct()
                .map(score -> -score)
                .sorted()
                .map(score -> -score)
                .toArray();
        double[][] curve = new double[2][falling.length + 1];
        for (int i = 0; i < falling.length; i++) {
            curve[0][i + 1] = share(negative, falling[i]);
            curve[1][i + 1] = share(positive, falling[i]);
        }
        return curve;
    }

    private static double share(double[] scores, double least) {
        return (double) Arrays.stream(scores).filter(score -> score >= least).count() / scores.length;
    }
}
