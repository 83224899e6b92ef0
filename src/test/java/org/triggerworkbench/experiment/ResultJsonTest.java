package org.triggerworkbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Target;

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
        Outcome outcome = new Outcome(
                3,
                Optional.of(7),
                96,
                metrics(44, 47),
                controls,
                similarity,
                List.of(new Outcome.Position(0, 1, metrics(30, 12))),
                List.of(),
                new TreeMap<>(Map.of("clean-prompt", "0a1b", "backdoored-prompt", "2c3d")));
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                Workshop workshop = Workshop.open(TinyRun.experiment(folder), compute, new Sources(compute))) {
            assertEquals(
                    golden("attack"),
                    ResultJson.of(RunFacts.of(TinyRun.experiment(folder), workshop, compute), outcome));
        }
    }

    /** Sixty images of sixteen classes, so many of which are answered rightly, and so many as class 3 once triggered. */
    private static AttackMetrics metrics(int right, int hits) {
        int[] labels = IntStream.range(0, 60).map(i -> i % CLASSES).toArray();
        int[] clean = IntStream.range(0, 60)
                .map(i -> i < right ? labels[i] : (labels[i] + 1) % CLASSES)
                .toArray();
        int[] triggered = IntStream.range(0, 60).map(i -> i < hits ? 3 : labels[i]).toArray();
        return AttackMetrics.count(CLASSES, new Target.AllToOne(3), labels, clean, triggered);
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = ResultJsonTest.class.getResourceAsStream("golden-" + name + ".json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
