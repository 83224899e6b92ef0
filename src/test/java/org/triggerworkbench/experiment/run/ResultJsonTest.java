package org.triggerworkbench.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.data.DataRemarks;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.open.OpenedExperiment;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.InputScores;
import org.triggerworkbench.method.Repair;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Role;

/** result.json of made-up figures, byte for byte: scripts rely on its keys and their order. */
class ResultJsonTest {
    private static final int CLASSES = 16;

    @TempDir
    Path folder;

    @Test
    void attack_isWrittenAsEver() throws IOException {
        Map<String, AttackMetrics> controls = new LinkedHashMap<>();
        controls.put("cleanPrompt", metrics(40, 3));
        controls.put("otherTrigger", metrics(40, 0));
        Map<Measure, Double> similarity = new EnumMap<>(Measure.class);
        similarity.put(Measure.SSIM, 0.981);
        similarity.put(Measure.PSNR, Double.POSITIVE_INFINITY);
        RunOutcome outcome = new RunOutcome(
                3,
                Optional.of(7),
                96,
                metrics(44, 47),
                controls,
                similarity,
                List.of(new RunOutcome.Position(0, 1, metrics(30, 12))),
                List.of(),
                List.of(
                        new Figure.Table("By trigger", List.of("trigger", "share"), List.of(List.of("1", "97.0%"))),
                        new Figure.Gallery("Triggers", List.of(), List.of()),
                        new Figure.Sweep(
                                "By block",
                                "block",
                                new double[] {1, 2},
                                List.of(new Figure.Sweep.Line("clean", Role.CLEAN, new double[] {0.5, Double.NaN})),
                                false)),
                new TreeMap<>(Map.of("clean-prompt", "0a1b", "backdoored-prompt", "2c3d")));
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                OpenedExperiment workshop =
                        OpenedExperiment.open(TinyRun.experiment(folder), compute, new Sources(compute))) {
            assertEquals(
                    golden("attack"),
                    ResultJson.of(RunFacts.of(TinyRun.experiment(folder), workshop, compute), outcome));
        }
    }

    @Test
    void detection_isWrittenAsEver() throws IOException {
        Detection detection = new Detection(
                Detection.Verdict.BACKDOORED,
                "anomaly index",
                new double[] {0.5, 2.25, Double.NaN},
                2,
                List.of(new Detection.SeedRow(1, Detection.Verdict.INCONCLUSIVE, new double[] {0.25, 2, 1})),
                List.of());
        assertEquals(golden("detection"), ResultJson.of(facts("planted-detection"), detection));
    }

    @Test
    void inputScores_areWrittenAsEver() throws IOException {
        InputScores scores = InputScores.of(
                "entropy",
                new double[] {0, 0.25, 0.5, 3},
                new double[] {4, 5, 0.25, 6},
                0,
                1,
                "Found against rejected");
        assertEquals(golden("scores"), ResultJson.of(facts("planted-filter"), scores));
    }

    @Test
    void repair_isWrittenAsEver() throws IOException {
        Repair repair = new Repair(
                320,
                List.of(
                        new Repair.Row(Repair.BEFORE, metrics(44, 47), metrics(44, 3)),
                        new Repair.Row(Repair.AFTER, metrics(42, 3), metrics(42, 2)),
                        new Repair.Row(Repair.FINE_TUNED, metrics(45, 20), metrics(45, 3))),
                List.of());
        assertEquals(golden("repair"), ResultJson.of(facts("planted-repair"), repair));
        String leftOut = ResultJson.of(
                facts("planted-repair", new DataRemarks(Map.of("webp", 3), List.of(), List.of())), repair);
        assertTrue(leftOut.contains("\"skipped\": {\n    \"webp\": 3\n  }"), leftOut);
    }

    @Test
    void report_namesThePicturesLeftOut_asTheResultDoes() {
        DataRemarks remarks = new DataRemarks(Map.of("gif", 2), List.of(), List.of(), List.of("a/1<.png"));
        RunFacts facts = facts("planted-repair", remarks);
        ReportPage page = new ReportPage(facts);
        page.settings(Map.of());
        String html = page.html("");
        assertTrue(html.contains("Broken pictures left out: 1 (a/1&lt;.png)."), html);
        assertTrue(html.contains("2 GIF"), html);
        ReportPage whole = new ReportPage(facts("planted-repair"));
        whole.settings(Map.of());
        assertFalse(whole.html("").contains("<td>Images</td>"));
    }

    private static RunFacts facts(String method) {
        return facts(method, DataRemarks.NONE);
    }

    private static RunFacts facts(String method, DataRemarks remarks) {
        Experiment experiment = Experiment.DEFENSE_PRESET.withJob(new Experiment.Defense(method, "1", 500, Map.of()));
        return new RunFacts(
                experiment,
                "a model",
                "some data",
                List.of("stop", "yield", "no entry"),
                1,
                3000,
                remarks,
                "cpu",
                2,
                "2.7.1");
    }

    /** Sixty images of sixteen classes, so many of which are answered rightly, and so many as class 3 once triggered. */
    private static AttackMetrics metrics(int right, int hits) {
        int[] labels = IntStream.range(0, 60).map(i -> i % CLASSES).toArray();
        int[] clean = IntStream.range(0, 60)
                .map(i -> i < right ? labels[i] : (labels[i] + 1) % CLASSES)
                .toArray();
        int[] triggered =
                IntStream.range(0, 60).map(i -> i < hits ? 3 : labels[i]).toArray();
        return AttackMetrics.count(CLASSES, new Target.AllToOne(3), labels, clean, triggered);
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = ResultJsonTest.class.getResourceAsStream("golden-" + name + ".json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
