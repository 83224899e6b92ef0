package org.triggerworkbench.evaluation;

/**
 * A share of counted inputs, kept as its two counts so that its denominator is never lost.
 *
 * @param hits inputs that met the condition, 0 to n
 * @param n inputs that could have met it; 0 where there were none
 */
public record Rate(long hits, long n) {
    /** The rate of nothing counted; its value is NaN. */
    public static final Rate NONE = new Rate(0, 0);

    /** The 97.5% quantile of the standard normal distribution. */
    private static final double Z = 1.959963985;

    public Rate {
        if (hits < 0 || hits > n) {
            throw new IllegalArgumentException(hits + " of " + n);
        }
    }

    /** Whether there was anything to count, so that the value is a number. */
    public boolean isDefined() {
        return n > 0;
    }

    /** The share in [0, 1], or NaN when nothing was counted (written as {@code null} in JSON). */
    public double value() {
        return n == 0 ? Double.NaN : (double) hits / n;
    }

    /**
     * The 95% score interval of Wilson (1927): the proportions p with |hits/n - p| at most z sqrt(p (1 - p) / n). Unlike
     * the normal interval it stays in [0, 1] and has a width at rates of 0 and 1.
     */
    public Interval wilson() {
        if (n == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double p = value();
        double z2n = Z * Z / n;
        double centre = (p + z2n / 2) / (1 + z2n);
        double half = Z / (1 + z2n) * Math.sqrt(p * (1 - p) / n + z2n / (4.0 * n));
        double low = hits == 0 ? 0 : Math.max(0, centre - half);
        double high = hits == n ? 1 : Math.min(1, centre + half);
        return new Interval(low, high);
    }
}
