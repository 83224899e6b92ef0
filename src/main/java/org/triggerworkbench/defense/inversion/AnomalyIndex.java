package org.triggerworkbench.defense.inversion;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.triggerworkbench.compute.Seeds;

/**
 * How far a class's mask is smaller than those of the other classes (Wang et al. 2019, section 4.1): (median - norm) / MAD
 * with MAD = 1.4826 median |norm - median|; a class above 2 is suspected. Masks larger than the median are below 0.
 */
public final class AnomalyIndex {
    /** Above it a class is suspected. */
    public static final double THRESHOLD = 2;

    /** Below so many found masks the rule says nothing: no index can then be above the threshold by more than chance. */
    public static final int LEAST_CLASSES = 5;

    private static final double CONSISTENT = 1.4826;
    private static final int DRAWS = 4000;

    private AnomalyIndex() {}

    /**
     * The index of each class.
     *
     * @param norms one a class; NaN where no trigger was found, which counts for nothing
     * @return NaN where there is no norm; infinite where all others are alike
     */
    public static double[] of(double[] norms) {
        double median = median(DoubleStream.of(norms));
        double mad = CONSISTENT * median(DoubleStream.of(norms).map(norm -> Math.abs(norm - median)));
        return DoubleStream.of(norms)
                .map(norm -> norm == median ? 0 : (median - norm) / mad)
                .toArray();
    }

    /** The largest norm that is still suspected. */
    public static double limit(double[] norms) {
        double median = median(DoubleStream.of(norms));
        return median - THRESHOLD * CONSISTENT * median(DoubleStream.of(norms).map(norm -> Math.abs(norm - median)));
    }

    /** The median of those values that are numbers; NaN of none. */
    public static double median(DoubleStream values) {
        double[] sorted = values.filter(value -> !Double.isNaN(value)).sorted().toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /**
     * How often the rule suspects a class of a model without a backdoor, if the logarithms of its norms scatter as a bell
     * curve of standard deviation 0.3: the share of seeded draws.
     */
    public static double falseAlarms(int classes) {
        SplittableRandom random = Seeds.generator(1, "anomaly-index", classes);
        int alarms = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] norms = new double[classes];
            Arrays.setAll(norms, _ -> Math.exp(0.3 * random.nextGaussian()));
            alarms += DoubleStream.of(of(norms)).anyMatch(index -> index > THRESHOLD) ? 1 : 0;
        }
        return (double) alarms / DRAWS;
    }
}
