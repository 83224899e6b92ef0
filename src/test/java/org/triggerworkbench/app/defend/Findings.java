package org.triggerworkbench.app.defend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.FoundTrigger;
import org.triggerworkbench.method.InputScores;
import org.triggerworkbench.method.Repair;
import org.triggerworkbench.method.Review;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Role;

/** Made-up findings of each kind, to be looked at. */
final class Findings {
    private static final int SIZE = 64;
    private static final int TARGET = 5;

    private Findings() {}

    /** Found triggers, one a class; that of the target is small and in a corner. */
    static List<FoundTrigger> triggers(int classes, double share) {
        SplittableRandom random = new SplittableRandom(3);
        List<FoundTrigger> all = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            int edge = label == TARGET ? 8 : 14 + random.nextInt(6);
            int left = label == TARGET ? SIZE - 8 : random.nextInt(SIZE - edge);
            int top = label == TARGET ? SIZE - 8 : random.nextInt(SIZE - edge);
            float[] mask = new float[SIZE * SIZE];
            float[] pattern = new float[3 * SIZE * SIZE];
            for (int i = 0; i < pattern.length; i++) {
                pattern[i] = (float) random.nextDouble();
            }
            for (int i = 0; i < mask.length; i++) {
                boolean inside = i % SIZE >= left && i % SIZE < left + edge && i / SIZE >= top && i / SIZE < top + edge;
                mask[i] = inside ? (float) Math.min(1, share * (0.6 + random.nextDouble())) : 0;
            }
            all.add(new FoundTrigger(label, SIZE, SIZE, mask, pattern, 0.99, true));
        }
        return all;
    }

    static Detection detection(List<String> classes, boolean backdoored) {
        SplittableRandom random = new SplittableRandom(8);
        double[] values = random.doubles(classes.size(), 0, 1.4).toArray();
        values[TARGET] = backdoored ? 8.53 : 1.1;
        List<FoundTrigger> found = triggers(classes.size(), 1);
        double[] norms = found.stream().mapToDouble(FoundTrigger::norm).toArray();
        Detection.Verdict verdict = backdoored ? Detection.Verdict.BACKDOORED : Detection.Verdict.CLEAN;
        List<Detection.SeedRow> seeds = IntStream.rangeClosed(1, 5)
                .mapToObj(seed ->
                        new Detection.SeedRow(seed, seed == 3 ? Detection.Verdict.INCONCLUSIVE : verdict, values))
                .toList();
        List<Figure> figures = List.of(
                new Figure.Gallery(
                        "Smallest trigger for each class",
                        found.stream().map(FoundTrigger::picture).toList(),
                        classes),
                new Figure.ThresholdBars(
                        "Size of the trigger (L1 norm, pixels)",
                        "size",
                        classes,
                        norms,
                        140,
                        backdoored ? new int[] {TARGET} : new int[0]));
        Review review = new Review(
                new Review.Truth(TARGET, backdoored, checker(), new Rate(930, 937), new Rate(2, 937)),
                List.of(new Review.Check(found.get(TARGET), backdoored, new Rate(912, 937), 0.62, 0.97)));
        return new Detection(
                verdict,
                "anomaly index",
                Detection.Scale.CLASSES_ABOVE,
                values,
                2,
                seeds,
                figures,
                found,
                backdoored ? review : new Review(null, List.of()));
    }

    /** Two classes are flagged, the target the less suspicious of them. */
    static Detection twoFlagged(List<String> classes) {
        Detection one = detection(classes, true);
        double[] values = one.values().clone();
        values[TARGET + 1] = 9;
        Review review = Objects.requireNonNull(one.review());
        List<Review.Check> checks = new ArrayList<>(review.checks());
        checks.add(new Review.Check(one.found().get(TARGET + 1), true, new Rate(700, 937), 0, 0));
        return new Detection(
                one.verdict(),
                one.statistic(),
                one.scale(),
                values,
                one.threshold(),
                one.seeds(),
                one.figures(),
                one.found(),
                new Review(review.truth(), checks));
    }

    private static Picture checker() {
        byte[] rgb = new byte[3 * SIZE * SIZE];
        Arrays.fill(rgb, (byte) 128);
        for (int y = SIZE - 8; y < SIZE; y++) {
            for (int x = SIZE - 8; x < SIZE; x++) {
                Arrays.fill(
                        rgb, 3 * (y * SIZE + x), 3 * (y * SIZE + x) + 3, (byte) ((x / 2 + y / 2) % 2 == 0 ? 255 : 0));
            }
        }
        return new Picture(SIZE, SIZE, rgb);
    }

    static InputScores scores() {
        SplittableRandom random = new SplittableRandom(5);
        double[] clean =
                IntStream.range(0, 400).mapToDouble(_ -> bell(random, 0.35)).toArray();
        double[] triggered =
                IntStream.range(0, 400).mapToDouble(_ -> bell(random, 0.72)).toArray();
        return InputScores.of(
                "consistency", clean, triggered, 0.05, 1, "Clean inputs against the same with the trigger");
    }

    private static double bell(SplittableRandom random, double middle) {
        double sum = 0;
        for (int i = 0; i < 6; i++) {
            sum += random.nextDouble() - 0.5;
        }
        return middle + 0.14 * sum;
    }

    static Repair repair() {
        double[] at = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7};
        return new Repair(
                320,
                List.of(
                        new Repair.Row(Repair.BEFORE, metrics(57, 54), metrics(57, 1)),
                        new Repair.Row(Repair.AFTER, metrics(56, 1), metrics(56, 0)),
                        new Repair.Row(Repair.FINE_TUNED, metrics(57, 22), metrics(57, 1))),
                List.of(new Figure.Sweep(
                        "Pruned neurons against accuracy and attack success",
                        "share of neurons pruned",
                        at,
                        List.of(
                                new Figure.Sweep.Line("clean accuracy", Role.CLEAN, new double[] {
                                    0.97, 0.97, 0.96, 0.96, 0.95, 0.93, 0.88, 0.7
                                }),
                                new Figure.Sweep.Line("attack success", Role.TRIGGERED, new double[] {
                                    0.98, 0.98, 0.97, 0.95, 0.7, 0.3, 0.08, 0.02
                                }),
                                new Figure.Sweep.Line("noise", Role.CONTROL, new double[] {
                                    0.02, 0.02, 0.02, 0.03, 0.02, 0.02, 0.04, 0.03
                                })),
                        true,
                        new Figure.Sweep.Mark(0.6, "pruned here"))));
    }

    /** Sixty images of twelve classes. */
    private static AttackMetrics metrics(int right, int hits) {
        int[] labels = IntStream.range(0, 60).map(i -> i % 12).toArray();
        int[] clean = IntStream.range(0, 60).map(i -> i < right ? labels[i] : 0).toArray();
        int[] left = {hits};
        int[] triggered = Arrays.stream(labels)
                .map(label -> label != 1 && left[0]-- > 0 ? 1 : label)
                .toArray();
        return AttackMetrics.count(12, new Target.AllToOne(1), labels, clean, triggered);
    }
}
