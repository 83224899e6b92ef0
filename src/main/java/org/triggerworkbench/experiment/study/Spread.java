package org.triggerworkbench.experiment.study;

import java.util.Collection;
import java.util.Locale;

/**
 * A measure over the seeds.
 *
 * @param n how many seeds have it
 * @param mean a fraction; NaN of none
 * @param least of them
 * @param most of them
 */
public record Spread(int n, double mean, double least, double most) {
    /** Of fractions. */
    public static Spread of(Collection<Double> values) {
        double mean = values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
        double least = values.stream().mapToDouble(v -> v).min().orElse(Double.NaN);
        double most = values.stream().mapToDouble(v -> v).max().orElse(Double.NaN);
        return new Spread(values.size(), mean, least, most);
    }

    /** Such as {@code 97.2 (96.0 to 98.1)}, in percent; a dash of none. */
    public String words() {
        return n == 0
                ? "\u2013"
                : n == 1
                        ? tenth(mean)
                        : String.format(Locale.ROOT, "%s (%s to %s)", tenth(mean), tenth(least), tenth(most));
    }

    private static String tenth(double fraction) {
        return String.format(Locale.ROOT, "%.1f", 100 * fraction);
    }
}
