package org.triggerworkbench.defense;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.trigger.ControlTriggers;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;

/** A detection of the tests: which class do the clean images flock to when a patch of noise covers a corner? */
@AutoService(Defense.class)
public final class PlantedDetection implements Defense {
    @Override
    public String id() {
        return "planted-detection";
    }

    @Override
    public Level level() {
        return Level.MODEL;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CLASSIFIER);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter.Numeric("size", 8, 1, 64, true, false),
                new Parameter.Numeric("seeds", 3, 1, 9, true, false));
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        return new Prepared(setting);
    }

    private record Prepared(DefenseSetting setting) implements PreparedDefense.Detector {
        private static final double THRESHOLD = 0.5;

        @Override
        public Detection detect(BooleanSupplier cancelled) {
            int seeds = setting.values().whole("seeds");
            List<Detection.SeedRow> rows = IntStream.range(0, seeds)
                    .takeWhile(_ -> !cancelled.getAsBoolean())
                    .mapToObj(i -> row(setting.seed() + i))
                    .toList();
            double[] median = IntStream.range(0, setting.labels().size())
                    .mapToDouble(label -> rows.stream()
                            .mapToDouble(row -> row.values()[label])
                            .sorted()
                            .skip(rows.size() / 2)
                            .findFirst()
                            .orElse(Double.NaN))
                    .toArray();
            PreparedImages clean = setting.clean();
            Picture first = clean.picture(0);
            return new Detection(
                    verdict(median),
                    "share of images",
                    median,
                    THRESHOLD,
                    rows,
                    List.of(
                            new Figure.ThresholdBars(
                                    "Where images flock to",
                                    "share of images",
                                    setting.labels(),
                                    median,
                                    THRESHOLD,
                                    IntStream.range(0, median.length)
                                            .filter(label -> median[label] > THRESHOLD)
                                            .toArray()),
                            new Figure.Gallery("The first image", List.of(first), List.of("clean"))));
        }

        private Detection.SeedRow row(long seed) {
            PreparedImages clean = setting.clean();
            int size = Math.min(setting.values().whole("size"), clean.width());
            Trigger.Patch patch = ControlTriggers.noise(
                    Trigger.Patch.of(PatchPatterns.solid(size, size, 0, 0, 0), 1, new Placement.Fixed(0, 0)), seed);
            double[] shares = new double[setting.labels().size()];
            try (Stamper stamper = new Stamper(setting.compute(), patch, clean.height(), clean.width())) {
                ImageEdit stamp = (images, ids) -> stamper.stamp(images, ids, Seeds.derive(seed, "place", 0));
                for (int prediction :
                        new Predictor(setting.compute(), 64).predictions(setting.suspect(), clean, stamp)) {
                    shares[prediction] += 1.0 / clean.size();
                }
            }
            return new Detection.SeedRow(seed, verdict(shares), shares);
        }

        private static Detection.Verdict verdict(double[] values) {
            return Arrays.stream(values).max().orElse(0) > THRESHOLD
                    ? Detection.Verdict.BACKDOORED
                    : Detection.Verdict.CLEAN;
        }

        @Override
        public void close() {}
    }
}
