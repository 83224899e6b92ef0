package org.triggerworkbench.method.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ticks of an axis: round numbers, four or five of them.
 *
 * @param at values, ascending
 * @param labels one a value
 */
public record Ticks(List<Double> at, List<String> labels) {
    private static final double[] STEPS = {10, 5, 2.5, 2, 1};
    private static final int LEAST_STEPS = 3;
    private static final int MOST_OF_LOG = 5;

    /** The largest round step of which at least {@value #LEAST_STEPS} fit in a span. */
    public static double step(double span) {
        double unit = Math.pow(10, Math.floor(Math.log10(span / LEAST_STEPS)));
        for (double step : STEPS) {
            if (LEAST_STEPS * step * unit <= span * (1 + 1e-9)) {
                return step * unit;
            }
        }
        return unit;
    }

    /** From 0 to a value. */
    public static Ticks linear(double high, boolean whole) {
        return between(0, high, whole);
    }

    /** Round numbers from one value to a larger one. */
    public static Ticks between(double low, double high, boolean whole) {
        double step = whole ? Math.max(1, Math.ceil(step(high - low))) : step(high - low);
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9) + (isHalf(step) ? 1 : 0));
        List<Double> at = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * (high - low); i++) {
            at.add(i * step);
            labels.add(String.format(Locale.ROOT, "%." + decimals + "f", i * step));
        }
        return new Ticks(at, labels);
    }

    /** Whether a step such as 0.25 needs one decimal more than its size tells. */
    private static boolean isHalf(double step) {
        double digit = step / Math.pow(10, Math.floor(Math.log10(step) + 1e-9));
        return Math.abs(digit - 2.5) < 1e-6;
    }

    /** Quarters of one, in percent. */
    public static Ticks percent() {
        return new Ticks(List.of(0.0, 0.25, 0.5, 0.75, 1.0), List.of("0%", "25%", "50%", "75%", "100%"));
    }

    /** Values of a logarithmic axis, as powers of ten and, where these are few, parts between; at most five. */
    public static Ticks logarithmic(double low, double high) {
        List<Double> all = new ArrayList<>();
        boolean few = high / low < 100;
        for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++) {
            for (int digit : few ? new int[] {1, 2, 5} : new int[] {1}) {
                double value = digit * Math.pow(10, power);
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
                    all.add(value);
                }
            }
        }
        int every = Math.max(1, (all.size() + MOST_OF_LOG - 1) / MOST_OF_LOG);
        List<Double> at = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < all.size(); i += every) {
            at.add(all.get(i));
            labels.add(plain(all.get(i)));
        }
        return new Ticks(at, labels);
    }

    private static String plain(double value) {
        return value >= 0.001 && value < 1e5
                ? new java.math.BigDecimal(Double.toString(value))
                        .round(new java.math.MathContext(2))
                        .stripTrailingZeros()
                        .toPlainString()
                : String.format(Locale.ROOT, "%.0e", value);
    }
}
