package org.triggerworkbench.experiment.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.Phase;

class MetricsLogTest {
    @TempDir
    Path folder;

    @Test
    void cutBack_keepsLinesUpToTheCheckpointsByteForByte() throws IOException {
        Path file = folder.resolve("metrics.jsonl");
        MetricsLog log = new MetricsLog(file);
        for (int step = 1; step <= 4; step++) {
            log.onEvent(step("first", step));
        }
        log.onEvent(new MetricEvent.Epoch(phase("first"), 4, 1, Map.of("rate", 1 / 3.0, "nothingCounted", Double.NaN)));
        log.onEvent(step("second", 1));
        log.onEvent(step("second", 2));
        log.onEvent(step("third", 1));
        List<String> before = Files.readAllLines(file);
        Files.writeString(file, "{\"phase\":\"third\",\"st", StandardOpenOption.APPEND);

        log.cutBack(Map.of("first", 4L, "second", 1L));
        assertEquals(before.subList(0, 6), Files.readAllLines(file));
        log.cutBack(Map.of("first", 3L));
        assertEquals(before.subList(0, 3), Files.readAllLines(file));
        log.onEvent(step("first", 4));
        assertEquals(before.subList(0, 4), Files.readAllLines(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1]",
                "7",
                "{\"phase\":\"p\",\"step\":\"one\",\"kind\":\"step\",\"losses\":{}}",
                "{\"phase\":\"p\",\"step\":1,\"kind\":\"step\"}",
                "{\"phase\":\"p\",\"step\":1,\"kind\":\"step\",\"losses\":{\"total\":[]}}",
                "{\"phase\":\"p\",\"step\":1,\"kind\":\"epoch\",\"metrics\":{}}",
                "{\"phase\":\"p\",\"step\":1,\"kind\":\"walk\",\"losses\":{}}",
                "{\"phase\":\"p\",\"part\":\"somebody\",\"step\":1,\"kind\":\"step\",\"losses\":{}}"
            })
    void lineOfSomethingElse_isRefusedByItsNumber(String line) throws IOException {
        Path file = folder.resolve("metrics.jsonl");
        MetricsLog log = new MetricsLog(file);
        log.onEvent(step("first", 1));
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        String sentence = assertThrows(InputException.class, () -> new RunMetrics(log.lines()))
                .sentence();
        assertTrue(sentence.startsWith("Line 2 of the file " + file), sentence);
        assertThrows(InputException.class, () -> log.cutBack(Map.of()));
    }

    @Test
    void onEvent_writesJsonWithNullForWhatIsNoNumber() throws IOException {
        Path file = folder.resolve("metrics.jsonl");
        MetricsLog log = new MetricsLog(file);
        log.onEvent(new MetricEvent.Epoch(phase("first"), 4, 1, Map.of("asr", Double.NaN)));
        assertTrue(Files.readString(file).contains("\"metrics\":{\"asr\":null}"), Files.readString(file));
        assertEquals("epoch", log.lines().getFirst().get("kind").getAsString());
    }

    @Test
    void lines_ofNoFileAreNone() {
        MetricsLog log = new MetricsLog(folder.resolve("absent.jsonl"));
        assertTrue(log.lines().isEmpty());
        log.cutBack(Map.of());
        assertTrue(log.lines().isEmpty());
    }

    private static MetricEvent.Step step(String phase, long step) {
        return new MetricEvent.Step(
                phase(phase), step, 100, 1, Map.of("total", 1 / (3.0 + step)), 1e-7, 12.5, 1L << 33);
    }

    private static Phase phase(String name) {
        return Phase.only(name, name.startsWith("clean") ? Phase.Part.CONTROL : Phase.Part.METHOD);
    }
}
