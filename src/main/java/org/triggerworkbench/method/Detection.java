package org.triggerworkbench.method;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.triggerworkbench.method.figure.Figure;

/**
 * Whether a model or a prompt hides a backdoor.
 *
 * @param statistic what is measured of each class, such as "anomaly index"
 * @param values one per class, K; larger is more suspicious
 * @param threshold a class above it is suspected
 * @param seeds the same for each seed that went into it, oldest first; at least one
 * @param figures what else there is to see, such as the triggers found
 */
public record Detection(
        Verdict verdict, String statistic, double[] values, double threshold, List<SeedRow> seeds, List<Figure> figures)
        implements Finding {

    /** What a detection concludes. */
    public enum Verdict {
        BACKDOORED,
        CLEAN,
        INCONCLUSIVE
    }

    /** What one seed gave. */
    public record SeedRow(long seed, Verdict verdict, double[] values) {}

    public Detection {
        seeds = List.copyOf(seeds);
        figures = List.copyOf(figures);
    }

    /** The classes above the threshold, ascending. */
    public int[] flagged() {
        return IntStream.range(0, values.length)
                .filter(label -> values[label] > threshold)
                .toArray();
    }

    /** The statistic of the most suspicious class; NaN where no class has one. */
    public double worst() {
        return DoubleStream.of(values)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(Double.NaN);
    }
}
