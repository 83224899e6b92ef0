package org.triggerworkbench.experiment.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.Phase;

class TensorBoardLogTest {
    private static final String PYTHON = System.getProperty("workbench.python", "python3");
    private static final Phase METHOD = Phase.only("backdoored", Phase.Part.METHOD);
    private static final Phase CONTROL = Phase.only("clean", Phase.Part.CONTROL);

    @TempDir
    Path folder;

    @Test
    void resumedLog_holdsEachPointOnce() throws IOException {
        assertEquals(written(false), written(true));
    }

    @Test
    void frame_isThatOfTfRecord() {
        byte[] record = EventRecords.version(0);
        // Length 24, and its masked checksum as TensorFlow itself begins every event file.
        assertEquals("1800000000000000a37f4b22", hex(record).substring(0, 24));
        assertEquals(8 + 4 + 24 + 4, record.length);
    }

    /** As in TensorBoard's own documents: its reader skips what has a wrong checksum, so that a count tells all. */
    @Test
    void points_areReadByTensorBoard() throws Exception {
        Assumptions.assumeTrue(works("import tensorboard"), PYTHON + " with tensorboard is absent here");
        write(true);
        String read = python("""
                import sys
                from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
                events = EventAccumulator(sys.argv[1], size_guidance={'scalars': 0, 'tensors': 0})
                events.Reload()
                tags = events.Tags()
                for tag in sorted(tags['scalars']):
                    print(tag, [(e.step, round(e.value, 4)) for e in events.Scalars(tag)])
                """, folder.resolve("tensorboard"));
        assertEquals("""
                attackSuccessRate/control [(4, 0.0625)]
                attackSuccessRate/method [(2, 0.5), (4, 0.75)]
                learningRate/control [(1, 0.1), (2, 0.1), (3, 0.1), (4, 0.1)]
                learningRate/method [(1, 0.1), (2, 0.1), (3, 0.1), (4, 0.1)]
                loss/total/control [(1, 1.0), (2, 0.5), (3, 0.3333), (4, 0.25)]
                loss/total/method [(1, 1.0), (2, 0.5), (3, 0.3333), (4, 0.25)]
                """, read);
    }

    @Test
    void table_hasAFigureARow_partByPart() throws IOException {
        write(false);
        List<String> rows = MetricsCsv.of(new MetricsLog(folder.resolve("metrics.jsonl")).lines())
                .lines()
                .toList();
        assertEquals("part,phase,kind,step,phaseStep,name,value", rows.getFirst());
        assertEquals("control,clean,step,1,1,total,1.0", rows.get(1));
        assertEquals("method,backdoored,epoch,4,4,attackSuccessRate,0.75", rows.getLast());
        assertEquals(1 + 8 + 3, rows.size());
    }

    private Map<String, Integer> written(boolean resumed) throws IOException {
        write(resumed);
        byte[] file = Files.readAllBytes(folder.resolve("tensorboard/events.out.tfevents.run"));
        Map<String, Integer> counts = new TreeMap<>();
        String text = new String(file, StandardCharsets.ISO_8859_1);
        for (String tag : List.of("loss/total/method", "loss/total/control", "attackSuccessRate/method")) {
            counts.put(tag, text.split(tag, -1).length - 1);
        }
        counts.put("bytes", file.length);
        return counts;
    }

    /** Both parts in turn; where it is resumed, a kill comes within a record, after the last checkpoint. */
    private void write(boolean resumed) throws IOException {
        Path metrics = folder.resolve("metrics.jsonl");
        Path events = folder.resolve("tensorboard");
        Files.deleteIfExists(metrics);
        MetricsLog log = new MetricsLog(metrics);
        TensorBoardLog board = new TensorBoardLog(events, List.of());
        List<MetricEvent> all = List.of(
                step(CONTROL, 1),
                step(METHOD, 1),
                step(CONTROL, 2),
                step(METHOD, 2),
                new MetricEvent.Epoch(METHOD, 2, 1, Map.of("attackSuccessRate", 0.5)),
                step(CONTROL, 3),
                step(METHOD, 3),
                step(CONTROL, 4),
                step(METHOD, 4),
                new MetricEvent.Epoch(CONTROL, 4, 2, Map.of("attackSuccessRate", 0.0625)),
                new MetricEvent.Epoch(METHOD, 4, 2, Map.of("attackSuccessRate", 0.75)));
        if (!resumed) {
            tell(all, log, board);
            return;
        }
        tell(all.subList(0, 8), log, board);
        Files.write(events.resolve("events.out.tfevents.run"), new byte[] {24, 0, 0}, StandardOpenOption.APPEND);
        log.cutBack(Map.of("clean", 2L, "backdoored", 2L));
        tell(all.subList(5, all.size()), log, new TensorBoardLog(events, log.lines()));
    }

    private static void tell(List<MetricEvent> events, MetricsLog log, TensorBoardLog board) {
        for (MetricEvent event : events) {
            log.onEvent(event);
            board.onEvent(event);
        }
    }

    private static MetricEvent step(Phase phase, long step) {
        return new MetricEvent.Step(phase, step, 4, 1, Map.of("total", 1.0 / step), 0.1, 10, 1 << 20);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static boolean works(String line) {
        try {
            return new ProcessBuilder(PYTHON, "-c", line)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String python(String program, Path argument) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder(PYTHON, "-c", program, argument.toString())
                .redirectError(errors.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
        assertEquals(0, process.exitValue(), () -> errors(errors));
        return out;
    }

    private static String errors(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
