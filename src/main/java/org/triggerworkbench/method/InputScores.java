package org.triggerworkbench.method;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.text.Messages;

/**
 * How suspicious each input is.
 *
 * @param statistic what the scores measure, such as "entropy"
 * @param clean scores of inputs without the trigger; larger is more suspicious
 * @param triggered scores of the same inputs with the trigger, in the same order
 * @param roc over all of them
 * @param point calibrated on one half of the inputs, measured on the other
 * @param illustrations what the filter does to a typical input
 */
public record InputScores(
        String statistic,
        double[] clean,
        double[] triggered,
        Figure.Roc roc,
        OperatingPoint point,
        List<Figure> illustrations)
        implements Finding {
    public InputScores {
        illustrations = List.copyOf(illustrations);
    }

    /**
     * Where inputs are rejected.
     *
     * @param threshold an input that scores above it is rejected
     * @param falseRejections clean inputs of the measured half that are rejected (FRR)
     * @param falseAcceptances triggered inputs of the measured half that are not (FAR)
     */
    public record OperatingPoint(double threshold, Rate falseRejections, Rate falseAcceptances) {}

    /**
     * Judges scores.
     *
     * @param rejected share of clean inputs that the calibration allows to be rejected, in [0, 1]
     * @param seed of the halves
     */
    public static InputScores of(
            String statistic, double[] clean, double[] triggered, double rejected, long seed, String rocCaption) {
        if (clean.length != triggered.length || clean.length < 2) {
            throw new IllegalArgumentException(clean.length + " and " + triggered.length + " scores");
        }
        OperatingPoint point = calibrated(clean, triggered, rejected, seed);
        return new InputScores(statistic, clean, triggered, roc(clean, triggered, rocCaption, point), point, List.of());
    }

    /** The same with pictures of what the filter does. */
    public InputScores with(List<Figure> pictures) {
        return new InputScores(statistic, clean, triggered, roc, point, pictures);
    }

    /** The place of the input that is nearest to the middle of all, both without the trigger and with it, by rank. */
    public int typical() {
        int[] first = ranks(clean);
        int[] second = ranks(triggered);
        int middle = clean.length / 2;
        return IntStream.range(0, clean.length)
                .boxed()
                .min(Comparator.comparingInt(i -> Math.abs(first[i] - middle) + Math.abs(second[i] - middle)))
                .orElseThrow();
    }

    /** The rank of each score, equal ones in their order. */
    private static int[] ranks(double[] scores) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ranks = new int[scores.length];
        IntStream.range(0, order.length).forEach(rank -> ranks[order[rank]] = rank);
        return ranks;
    }

    @Override
    public List<Figure> figures() {
        Figure groups = new Figure.TwoGroups(
                Messages.of(InputScores.class).get("scores.groups"), statistic, clean, triggered, point.threshold());
        return Stream.concat(Stream.of(groups, roc), illustrations.stream()).toList();
    }

    /** A point after each group of equal scores, from the most suspicious on. */
    private static Figure.Roc roc(double[] clean, double[] triggered, String caption, OperatingPoint point) {
        double[] falling = DoubleStream.concat(Arrays.stream(clean), Arrays.stream(triggered))
                .distinct()
                .map(score -> -score)
                .sorted()
                .map(score -> -score)
                .toArray();
        double[] x = new double[falling.length + 1];
        double[] y = new double[falling.length + 1];
        double area = 0;
        for (int i = 0; i < falling.length; i++) {
            x[i + 1] = share(clean, falling[i]);
            y[i + 1] = share(triggered, falling[i]);
            area += (x[i + 1] - x[i]) * (y[i + 1] + y[i]) / 2;
        }
        return new Figure.Roc(
                caption,
                x,
                y,
                area,
                new Figure.Roc.OperatingPoint(
                        point.falseRejections().value(),
                        1 - point.falseAcceptances().value()));
    }

    private static double share(double[] scores, double least) {
        return (double) Arrays.stream(scores).filter(score -> score >= least).count() / scores.length;
    }

    private static OperatingPoint calibrated(double[] clean, double[] triggered, double rejected, long seed) {
        int[] order = Seeds.permutation(clean.length, Seeds.generator(seed, "scores/halves", 0));
        int half = clean.length / 2;
        double[] calibration = IntStream.range(0, half)
                .mapToDouble(i -> clean[order[i]])
                .sorted()
                .toArray();
        int allowed = Math.min(half - 1, (int) Math.floor(rejected * half));
        double threshold = calibration[half - 1 - allowed];
        int measured = clean.length - half;
        long rejections = IntStream.range(half, clean.length)
                .filter(i -> clean[order[i]] > threshold)
                .count();
        long acceptances = IntStream.range(half, clean.length)
                .filter(i -> triggered[order[i]] <= threshold)
                .count();
        return new OperatingPoint(threshold, new Rate(rejections, measured), new Rate(acceptances, measured));
    }
}
