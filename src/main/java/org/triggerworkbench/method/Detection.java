package org.triggerworkbench.method;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.method.figure.Figure;

/**
 * Whether a model or a prompt hides a backdoor.
 *
 * @param statistic what is measured, such as "anomaly index"
 * @param scale what the values belong to, and which are suspicious
 * @param values one per class, K; a single one of {@link Scale#WHOLE_ABOVE} and {@link Scale#WHOLE_BELOW}
 * @param threshold beyond it is suspicion
 * @param seeds the same for each seed that went into it, oldest first; at least one
 * @param figures what else there is to see, such as the triggers found
 * @param found triggers it found, those of classes by class; none where it looks for none
 * @param review what became of it once it was held against the truth; null until then
 */
public record Detection(
        Verdict verdict,
        String statistic,
        Scale scale,
        double[] values,
        double threshold,
        List<SeedRow> seeds,
        List<Figure> figures,
        List<FoundTrigger> found,
        @Nullable Review review)
        implements Finding {

    /** What a detection concludes. */
    public enum Verdict {
        BACKDOORED,
        CLEAN,
        INCONCLUSIVE
    }

    /** What a value belongs to, and on which side of the threshold it is suspicious. */
    public enum Scale {
        /** A class each; above. */
        CLASSES_ABOVE,
        /** The whole; above. */
        WHOLE_ABOVE,
        /** The whole; below. */
        WHOLE_BELOW
    }

    /** What one seed gave. */
    public record SeedRow(long seed, Verdict verdict, double[] values) {}

    public Detection {
        seeds = List.copyOf(seeds);
        figures = List.copyOf(figures);
        found = List.copyOf(found);
    }

    /** Of classes, larger values being more suspicious, without triggers. */
    public Detection(
            Verdict verdict,
            String statistic,
            double[] values,
            double threshold,
            List<SeedRow> seeds,
            List<Figure> figures) {
        this(verdict, statistic, Scale.CLASSES_ABOVE, values, threshold, seeds, figures, List.of(), null);
    }

    /** The same after it was held against the truth. */
    public Detection reviewed(Review other) {
        return new Detection(verdict, statistic, scale, values, threshold, seeds, figures, found, other);
    }

    /** The classes beyond the threshold, ascending; none where the values are not of classes. */
    public int[] flagged() {
        return scale == Scale.CLASSES_ABOVE
                ? IntStream.range(0, values.length)
                        .filter(label -> values[label] > threshold)
                        .toArray()
                : new int[0];
    }

    /** The most suspicious class; -1 where no class has a value. */
    public int suspect() {
        double worst = worst();
        return scale == Scale.CLASSES_ABOVE
                ? IntStream.range(0, values.length)
                        .filter(label -> values[label] == worst)
                        .findFirst()
                        .orElse(-1)
                : -1;
    }

    /** The most suspicious value; NaN where there is none. */
    public double worst() {
        DoubleStream numbers = DoubleStream.of(values).filter(value -> !Double.isNaN(value));
        return (scale == Scale.WHOLE_BELOW ? numbers.min() : numbers.max()).orElse(Double.NaN);
    }
}
