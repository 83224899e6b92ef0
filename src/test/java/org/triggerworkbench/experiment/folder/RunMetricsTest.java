package org.triggerworkbench.experiment.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.method.figure.Points;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.Phase;

class RunMetricsTest {
    private static final String ASR = Measure.ATTACK_SUCCESS.key();

    @TempDir
    Path folder;

    @Test
    void phasesThatFollowEachOther_makeOneCurve_howeverLanesTakeTurns() {
        MetricsLog log = new MetricsLog(folder.resolve("metrics.jsonl"));
        Phase first = new Phase("patch", Phase.Part.METHOD, 1, 2);
        Phase second = new Phase("model", Phase.Part.METHOD, 2, 2);
        // A name tells nothing: this one would once have been taken for a place of the trigger.
        Phase control = Phase.only("position-free", Phase.Part.CONTROL);
        log.onEvent(step(first, 1, 0.9));
        log.onEvent(step(control, 1, 5));
        log.onEvent(step(first, 2, 0.8));
        log.onEvent(step(control, 2, 4));
        log.onEvent(step(second, 1, 0.7));
        log.onEvent(step(Phase.only("clean-elsewhere", Phase.Part.ELSEWHERE), 1, 9));
        RunMetrics metrics = new RunMetrics(log.lines());
        assertArrayEquals(
                new double[] {1, 2, 3},
                metrics.curve(Phase.Part.METHOD, "loss.total").xs());
        assertArrayEquals(
                new double[] {0.9, 0.8, 0.7},
                metrics.curve(Phase.Part.METHOD, "loss.total").ys());
        assertArrayEquals(
                new double[] {5, 4},
                metrics.curve(Phase.Part.CONTROL, "loss.total").ys());
        assertFalse(metrics.isLevel(Phase.Part.CONTROL));
    }

    @Test
    void controlWithoutTraining_holdsAtEveryEpochOfTheMethod() {
        MetricsLog log = new MetricsLog(folder.resolve("metrics.jsonl"));
        Phase method = Phase.only("patch", Phase.Part.METHOD);
        log.onEvent(new MetricEvent.Epoch(Phase.only("noise", Phase.Part.CONTROL), 0, 0, Map.of(ASR, 0.04)));
        log.onEvent(new MetricEvent.Epoch(method, 10, 1, Map.of(ASR, 0.5)));
        log.onEvent(new MetricEvent.Epoch(method, 20, 2, Map.of(ASR, 0.7)));
        RunMetrics metrics = new RunMetrics(log.lines());
        assertTrue(metrics.isLevel(Phase.Part.CONTROL));
        assertArrayEquals(new double[] {10, 20}, metrics.control().xs());
        assertArrayEquals(new double[] {0.04, 0.04}, metrics.control().ys());
        assertArrayEquals(
                new double[] {0.04, 0.04},
                metrics.ofMethod()
                        .getOrDefault(Measure.CONTROL.key(), Points.NONE)
                        .ys());
    }

    @Test
    void linesWithoutAPart_areToldApartByTheirPhasesNames() {
        RunMetrics metrics =
                new RunMetrics(Stream.of("clean-prompt", "random-patch", "position-0-1", "backdoored-prompt")
                        .map(phase -> "{\"phase\":\"" + phase + "\",\"step\":3,\"losses\":{\"total\":" + phase.length()
                                + "},\"kind\":\"step\"}")
                        .map(line -> (JsonObject) JsonParser.parseString(line))
                        .toList());
        assertArrayEquals(
                new double[] {12, 12},
                metrics.curve(Phase.Part.CONTROL, "loss.total").ys());
        assertArrayEquals(
                new double[] {12},
                metrics.curve(Phase.Part.ELSEWHERE, "loss.total").ys());
        assertArrayEquals(
                new double[] {17},
                metrics.curve(Phase.Part.METHOD, "loss.total").ys());
        assertEquals(1, metrics.ofMethod().size());
    }

    private static MetricEvent.Step step(Phase phase, long step, double loss) {
        return new MetricEvent.Step(phase, step, 100, 1, Map.of("total", loss), 1e-7, 12.5, 1L << 33);
    }
}
