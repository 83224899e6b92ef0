package org.triggerworkbench.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.data.DataRemarks;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.MetricsLog;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.folder.StoredResult;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.Finding;
import org.triggerworkbench.method.FoundTrigger;
import org.triggerworkbench.method.InputScores;
import org.triggerworkbench.method.Repair;
import org.triggerworkbench.method.Review;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.Phase;

/** The report and the result of each kind of defence, of made-up findings; the pages are left to be looked at. */
class FindingReportTest {
    private static final List<String> CLASSES = List.of(
            "stop",
            "yield",
            "no entry",
            "limit 30",
            "limit 50",
            "limit 80",
            "priority",
            "crossing <1>",
            "parking",
            "turn left",
            "turn right",
            "warning");

    private final SplittableRandom random = new SplittableRandom(8);

    @TempDir
    Path folder;

    @Test
    void detection_saysWhichClassAndWhy() throws IOException {
        Detection detection = detection(8.53);
        String page = page("planted-detection", detection, false);
        assertTrue(page.contains("<p class=\"verdict triggered\">Backdoored</p>"));
        assertTrue(page.contains("Above the threshold of 2.00 in anomaly index: limit 80 (8.53)."), page);
        assertTrue(page.contains(">limit 80, flagged<"));
        assertTrue(page.contains("threshold 2.00"));
        assertTrue(page.contains("2 of 3 seeds give this verdict on their own."));
        assertTrue(page.contains("500 training images of road-signs"));
        assertFalse(page.contains("◎"), "the true target stays hidden");
        StoredResult read = StoredResult.of(ResultJson.of(facts("planted-detection"), detection));
        assertEquals(new StoredResult.Detected(Detection.Verdict.BACKDOORED, List.of("limit 80"), 8.53, 2), read);
        assertTrue(page("planted-detection", detection(1.4), false).contains("No class is above the threshold"));
    }

    @Test
    void review_holdsWhatWasFoundAgainstTheTruth() throws IOException {
        float[] mask = {0, 0, 1, 0.5f};
        float[] truth = {0, 1, 1, 0};
        assertEquals(1 / 2.5, DetectionReview.overlap(mask, truth), 1e-9);
        assertEquals(1 / 1.5, DetectionReview.inside(mask, truth), 1e-9);
        FoundTrigger found = new FoundTrigger(5, 2, 2, mask, new float[12], 1, true);
        Detection detection = detection(8.53)
                .reviewed(new Review(
                        new Review.Truth(5, true, found.picture(), new Rate(199, 200), new Rate(1, 200)),
                        List.of(new Review.Check(found, true, new Rate(190, 200), 0.4, 0.67))));
        String page = page("planted-detection", detection, false);
        assertTrue(page.contains("Was it right?"), page);
        assertTrue(page.contains("The true target, limit 80, is flagged."), page);
        assertTrue(page.contains("190 of 200"), page);
        assertFalse(page("planted-detection", detection(8.53), false).contains("Was it right?"));
        Review idle =
                new Review(new Review.Truth(5, false, found.picture(), new Rate(3, 200), new Rate(1, 200)), List.of());
        String nothing = page("planted-detection", detection(0.5).reviewed(idle), false);
        assertTrue(nothing.contains("There is no backdoor of that trigger to find."), nothing);
        assertFalse(nothing.contains("is not flagged"), nothing);
        JsonObject review = JsonParser.parseString(ResultJson.of(facts("planted-detection"), detection))
                .getAsJsonObject()
                .getAsJsonObject("review");
        assertTrue(review.get("targetFlagged").getAsBoolean());
        JsonObject one = review.getAsJsonArray("found").get(0).getAsJsonObject();
        assertEquals(190, one.getAsJsonObject("unseenSuccess").get("hits").getAsInt());
        assertEquals(1.5, one.get("norm").getAsDouble());
    }

    @Test
    void detectionOfTheWhole_saysOnWhichSideItLies() throws IOException {
        Detection small = new Detection(
                Detection.Verdict.BACKDOORED,
                "PL1-norm",
                Detection.Scale.WHOLE_BELOW,
                new double[] {0.02},
                0.1,
                List.of(new Detection.SeedRow(1, Detection.Verdict.BACKDOORED, new double[] {0.02})),
                List.of(),
                List.of(),
                null);
        String page = page("planted-detection", small, false);
        assertTrue(page.contains("The PL1-norm is 0.020; suspicion begins below 0.10."), page);
        assertEquals(0.02, small.worst());
        assertEquals(0, small.flagged().length);
    }

    @Test
    void inputScores_showTheirOperatingPoint() throws IOException {
        InputScores scores =
                InputScores.of("entropy", gauss(200, 0), gauss(200, 2.2), 0.05, 3, "Found against rejected");
        String page = page("planted-filter", scores, false);
        assertTrue(page.contains("AUROC 0.9"), page);
        assertTrue(page.contains("of clean inputs rejected"));
        assertTrue(page.contains("yield ◎"));
        StoredResult read = StoredResult.of(ResultJson.of(facts("planted-filter"), scores));
        assertEquals(
                new StoredResult.Scored(
                        scores.roc().area(),
                        scores.point().falseRejections(),
                        scores.point().falseAcceptances()),
                read);
    }

    @Test
    void repair_isHeldAgainstPlainFineTuning() throws IOException {
        Repair repair = repair();
        String page = page("planted-repair", repair, true);
        assertTrue(page.contains("ASR 96.4% → 5.5%"), page);
        assertTrue(page.contains("<b>5.5%</b><small>3 of 55, 1.9 to 14.9</small>"), page);
        assertTrue(page.contains("plain fine-tuning"));
        StoredResult.Repaired read =
                (StoredResult.Repaired) StoredResult.of(ResultJson.of(facts("planted-repair"), repair));
        assertEquals(new Rate(3, 55), read.rate(Measure.ATTACK_SUCCESS));
        assertEquals(new Rate(53, 55), read.before().get(Measure.ATTACK_SUCCESS));
        assertEquals(new Rate(2, 55), read.control());
    }

    @Test
    void everyFigureIsDrawn() throws IOException {
        double[] at = {0.01, 0.02, 0.05, 0.1, 0.2};
        List<Figure> figures = List.of(
                new Figure.Gallery("Smallest stamp for each class", pictures(5), CLASSES.subList(0, 5)),
                new Figure.ThresholdBars(
                        "Three classes",
                        "L1 norm",
                        List.of("cat", "dog", "ship"),
                        new double[] {41, Double.NaN, 11},
                        35,
                        new int[] {2}),
                new Figure.ThresholdBars(
                        "Many classes",
                        "anomaly index",
                        IntStream.range(0, 43).mapToObj(i -> "speed limit " + i).toList(),
                        IntStream.range(0, 43)
                                .mapToDouble(i -> i == 17 ? 5 : random.nextDouble(-1.5, 1.9))
                                .toArray(),
                        2,
                        new int[] {17}),
                new Figure.TwoGroups("Scores", "entropy", gauss(100, 1), gauss(100, 3), 2.4),
                new Figure.TwoGroups("All alike", "entropy", new double[] {1, 1}, new double[] {1, 1}, 1),
                new Figure.Roc("Chance", new double[] {0, 1}, new double[] {0, 1}, 0.5, null),
                new Figure.Sweep(
                        "Pruned",
                        "share of units pruned",
                        at,
                        List.of(
                                new Figure.Sweep.Line("CA", Role.CLEAN, new double[] {0.93, 0.93, 0.92, 0.9, 0.7}),
                                new Figure.Sweep.Line(
                                        "ASR", Role.TRIGGERED, new double[] {0.99, 0.9, 0.4, Double.NaN, 0.1})),
                        true),
                new Figure.Table(
                        "Found", List.of("class", "norm"), List.of(List.of("stop", "41"), List.of("<b>", "3"))));
        Detection detection = detection(8.53);
        page(
                "planted-detection",
                new Detection(
                        detection.verdict(), detection.statistic(), detection.values(), 2, detection.seeds(), figures),
                false);
    }

    private String page(String method, Finding finding, boolean trained) throws IOException {
        RunFolder run = RunFolder.create(Files.createTempDirectory(folder, method), experiment(method));
        if (trained) {
            train(run.log());
        }
        new FindingReport(facts(method), run).write(finding);
        String page = Files.readString(run.report());
        assertFalse(page.contains("NaN"), page);
        assertFalse(page.contains("http"), page);
        assertFalse(page.contains("crossing <1>"), page);
        String name = "report-" + method + (finding.figures().size() > 5 ? "-figures" : "") + ".html";
        Files.createDirectories(Path.of("target/snapshots"));
        Files.writeString(Path.of("target/snapshots", name), page);
        return page;
    }

    private static Experiment experiment(String method) {
        return Experiment.DEFENSE_PRESET.withJob(new Experiment.Defense(method, "yield", 500, Map.of()));
    }

    private static RunFacts facts(String method) {
        return new RunFacts(
                experiment(method),
                "road-signs-clip",
                "road-signs",
                CLASSES,
                1,
                3000,
                DataRemarks.NONE,
                "cpu",
                2,
                "2.7.1");
    }

    private Detection detection(double worst) {
        double[] values = gauss(12, 0.2);
        values[5] = worst;
        Detection.Verdict verdict = worst > 2 ? Detection.Verdict.BACKDOORED : Detection.Verdict.CLEAN;
        return new Detection(
                verdict,
                "anomaly index",
                values,
                2,
                List.of(
                        new Detection.SeedRow(1, verdict, values),
                        new Detection.SeedRow(2, Detection.Verdict.INCONCLUSIVE, gauss(12, 0.2)),
                        new Detection.SeedRow(3, verdict, values)),
                List.of(new Figure.Gallery("Smallest stamp for each class", pictures(12), CLASSES)));
    }

    private static Repair repair() {
        return new Repair(
                320,
                List.of(
                        new Repair.Row(Repair.BEFORE, metrics(50, 53), metrics(50, 4)),
                        new Repair.Row(Repair.AFTER, metrics(48, 3), metrics(48, 2)),
                        new Repair.Row(Repair.FINE_TUNED, metrics(51, 23), metrics(51, 3))),
                List.of());
    }

    /** Sixty images of twelve classes, the target being class 1. */
    private static AttackMetrics metrics(int right, int hits) {
        int[] labels = IntStream.range(0, 60).map(i -> i % 12).toArray();
        int[] clean = IntStream.range(0, 60).map(i -> i < right ? labels[i] : 0).toArray();
        int[] left = {hits};
        int[] triggered = Arrays.stream(labels)
                .map(label -> label != 1 && left[0]-- > 0 ? 1 : label)
                .toArray();
        return AttackMetrics.count(12, new Target.AllToOne(1), labels, clean, triggered);
    }

    private void train(MetricsLog log) {
        for (Phase phase :
                List.of(Phase.only("plain", Phase.Part.CONTROL), Phase.only("repaired", Phase.Part.METHOD))) {
            boolean method = phase.part() == Phase.Part.METHOD;
            for (int step = 1; step <= 320; step++) {
                double loss = 0.2 + Math.exp(-step / 60.0) + 0.1 * random.nextDouble();
                log.onEvent(new MetricEvent.Step(
                        phase,
                        step,
                        320,
                        1,
                        method ? Map.of("total", loss + 1, "clean", loss, "unlearn", 1.0) : Map.of("total", loss),
                        1e-3,
                        10,
                        1));
                if (step % 32 == 0) {
                    log.onEvent(new MetricEvent.Epoch(
                            phase,
                            step,
                            step / 32,
                            Map.of(
                                    Measure.CLEAN_ACCURACY.key(),
                                    0.8,
                                    Measure.ATTACK_SUCCESS.key(),
                                    Math.exp(-step / 100.0))));
                }
            }
        }
    }

    private double[] gauss(int count, double mean) {
        return DoubleStream.generate(() -> mean + 0.8 * random.nextGaussian())
                .limit(count)
                .toArray();
    }

    private static List<Picture> pictures(int count) {
        return IntStream.range(0, count)
                .mapToObj(picture -> {
                    byte[] rgb = new byte[3 * 32 * 32];
                    for (int i = 0; i < rgb.length; i++) {
                        rgb[i] = (byte) (i / 96 / 4 == picture % 8 ? 40 * (i % 5) : 17);
                    }
                    return new Picture(32, 32, rgb);
                })
                .toList();
    }
}
