package org.triggerworkbench.app.x11;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.geometry.Point2D;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.RealWindow;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.scenario.Scenarios;

/**
 * Strokes on a real window, without and beside a training: prints for every mouse event the time until a drawn answer
 * includes it, and asserts what must hold however fast the machine is.
 */
@Tag("x11")
class ScriptedSessionTest {
    private static final int STROKES = Integer.getInteger("workbench.strokes", 40);
    private static final int MOVES = 6;

    private static RealWindow hand;

    /** When a mouse event was fired and which question it asked. */
    private record Event(long nanos, long stamp) {}

    /** When an answer was drawn and which question it answers. */
    private record Drawn(long nanos, long stamp) {}

    private final List<Drawn> glances = new ArrayList<>();
    /** First rates of an answer: of a part of the sheet, or of the whole where that came first. */
    private final List<Drawn> rates = new ArrayList<>();

    /** Whole sheets, drafts too. */
    private final List<Drawn> sheets = new ArrayList<>();

    private final List<Drawn> answers = new ArrayList<>();
    private final List<Double> engineMillis = new ArrayList<>();

    @BeforeAll
    static void open() {
        hand = new RealWindow(1440, 900);
        hand.open(Scenarios.all().getFirst());
    }

    @AfterAll
    static void close() {
        hand.close();
    }

    @Test
    void strokes_areAnsweredWithoutAndBesideTraining() {
        watchAnswers();
        strokes(STROKES / 2, 1);
        hand.untilAnswered();
        Compute compute = Fx.call(() -> hand.window.engine().engine().get()).compute();
        int tensorsBefore = compute.liveTensors();
        long heapBefore = heap();

        Fx.run(() -> hand.window.clock().reset());
        Map<String, Long> idle = threadTimes();
        long begun = System.nanoTime();
        report("alone", strokes(STROKES, 2));
        printThreads(idle, System.nanoTime() - begun);
        assertFinalAnswerIsTheSynchronousOne();
        assertEquals(tensorsBefore, compute.liveTensors(), "live tensors after the strokes");
        System.out.printf(
                Locale.ROOT,
                "live tensors %d -> %d, heap %d -> %d MB%n",
                tensorsBefore,
                compute.liveTensors(),
                heapBefore >> 20,
                heap() >> 20);

        Fx.run(() -> hand.window.showView("train"));
        hand.keys(KeyCode.CONTROL, KeyCode.ENTER);
        Fx.until("steps", () -> step() >= 5);
        double quiet = stepsPerSecond();
        long stepBefore = Fx.call(this::step);
        long start = System.nanoTime();
        Fx.run(() -> hand.window.clock().reset());
        report("beside training", strokes(STROKES, 3));
        double busy = (Fx.call(this::step) - stepBefore) / ((System.nanoTime() - start) / 1e9);
        System.out.printf(
                Locale.ROOT,
                "training: %.1f steps/s alone, %.1f beside strokes, slow-down x%.2f%n",
                quiet,
                busy,
                quiet / busy);
        Fx.run(() -> hand.window.works().running().forEach(work -> work.cancel()));
        Fx.until("the run to end", () -> hand.window.works().running().isEmpty());
        assertFinalAnswerIsTheSynchronousOne();
    }

    /** A pulse after the property changed, the answer is in the picture. */
    private void watchAnswers() {
        Fx.run(() -> {
            hand.window
                    .workbench()
                    .glance()
                    .addListener((_, _, now) ->
                            drawn(glances, now == null ? -1 : now.question().stamp()));
            hand.window.workbench().progress().addListener((_, _, now) -> {
                if (now != null) {
                    drawn(rates, now.question().stamp());
                }
            });
            hand.window.workbench().latest().addListener((_, _, now) -> {
                if (now != null) {
                    drawn(sheets, now.question().stamp());
                }
            });
            hand.window.workbench().answer().addListener((_, _, now) -> {
                if (now != null) {
                    drawn(rates, now.question().stamp());
                    drawn(answers, now.question().stamp());
                    engineMillis.add(now.nanos() / 1e6);
                }
            });
        });
    }

    private static void drawn(List<Drawn> list, long stamp) {
        Runnable[] once = new Runnable[1];
        once[0] = () -> {
            list.add(new Drawn(System.nanoTime(), stamp));
            hand.window.scene().removePostLayoutPulseListener(once[0]);
        };
        hand.window.scene().addPostLayoutPulseListener(once[0]);
    }

    private List<Event> strokes(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Fx.run(() -> hand.window.showView("paint"));
        Fx.run(() -> hand.window.actions().named("paint.brush").fire());
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Point2D from = hand.pixel(random.nextInt(4, 60), random.nextInt(4, 60));
            Point2D to = hand.pixel(random.nextInt(4, 60), random.nextInt(4, 60));
            hand.press(from);
            for (int move = 1; move <= MOVES; move++) {
                long before = Fx.call(() -> hand.window.workbench().lastAsked());
                long nanos = System.nanoTime();
                hand.move(from.interpolate(to, (double) move / MOVES));
                long asked = Fx.call(() -> hand.window.workbench().lastAsked());
                if (asked > before) {
                    events.add(new Event(nanos, asked));
                }
            }
            hand.release();
            // So that the next stroke has something to change.
            hand.keys(KeyCode.CONTROL, KeyCode.Z);
        }
        hand.untilAnswered();
        return events;
    }

    private void report(String name, List<Event> events) {
        double[] engine = Fx.call(() ->
                engineMillis.stream().mapToDouble(Double::doubleValue).sorted().toArray());
        Fx.run(engineMillis::clear);
        System.out.printf(
                Locale.ROOT,
                "%s: %d sheets answered, the engine took p50 %.0f p95 %.0f ms for one%n",
                name,
                engine.length,
                percentile(engine, 0.5),
                percentile(engine, 0.95));
        assertTrue(events.size() > STROKES, "most moves change the trigger");
        List<Drawn> seenGlances = Fx.call(() -> List.copyOf(glances));
        List<Drawn> seenAnswers = Fx.call(() -> List.copyOf(answers));
        double[] first = times(events, seenGlances);
        double[] rate = times(events, Fx.call(() -> List.copyOf(rates)));
        double[] whole = times(events, Fx.call(() -> List.copyOf(sheets)));
        double[] settled = times(events, seenAnswers);
        long answered = events.stream()
                .filter(event -> seenAnswers.stream().anyMatch(drawn -> drawn.stamp() == event.stamp()))
                .count();
        System.out.printf(
                Locale.ROOT,
                "%s: %d events; enlarged image p50 %.0f p95 %.0f ms; first rate p50 %.0f p95 %.0f ms; sheet p50 %.0f p95 %.0f ms; settled p50 %.0f p95 %.0f ms; %d events dropped for newer ones%n",
                name,
                events.size(),
                percentile(first, 0.5),
                percentile(first, 0.95),
                percentile(rate, 0.5),
                percentile(rate, 0.95),
                percentile(whole, 0.5),
                percentile(whole, 0.95),
                percentile(settled, 0.5),
                percentile(settled, 0.95),
                events.size() - answered);
        System.out.printf(
                Locale.ROOT,
                "%s: longest handler %.0f ms of processor time (%s), %d over 100 ms%n",
                name,
                hand.window.clock().longestNanos() / 1e6,
                hand.window.clock().longestName(),
                hand.window.clock().overLimit());
        assertEquals(0, hand.window.clock().overLimit(), hand.window.clock().longestName());
    }

    /** Milliseconds from each event to the first drawn answer that includes it. */
    private static double[] times(List<Event> events, List<Drawn> drawn) {
        return events.stream()
                .mapToDouble(event ->
                        drawn.stream()
                                .filter(each -> each.stamp() >= event.stamp())
                                .mapToLong(Drawn::nanos)
                                .min()
                                .stream()
                                .mapToDouble(nanos -> (nanos - event.nanos()) / 1e6)
                                .findFirst()
                                .orElse(Double.NaN))
                .sorted()
                .toArray();
    }

    private static double percentile(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    private static void assertFinalAnswerIsTheSynchronousOne() {
        hand.untilAnswered();
        SheetResult shown = Fx.call(() -> hand.window.workbench().answer().get());
        LiveLoop loop = Fx.call(() -> hand.window.workbench().loop());
        InferenceRequest asked = shown.question();
        SheetResult alone = loop.submit(responder -> responder.answer(asked)).join();
        assertEquals(alone.metrics().attackSuccess(), shown.metrics().attackSuccess());
        assertArrayEquals(
                alone.metrics().triggeredPredictions(), shown.metrics().triggeredPredictions());
        assertTrue(
                Arrays.deepEquals(alone.clean().probabilities(), shown.clean().probabilities()));
    }

    private long step() {
        Matcher found = Pattern.compile("step (\\d+)")
                .matcher(((Labeled) hand.window.scene().getRoot().lookup("#run-status")).getText());
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    private double stepsPerSecond() {
        long before = Fx.call(this::step);
        long start = System.nanoTime();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(4));
        return (Fx.call(this::step) - before) / ((System.nanoTime() - start) / 1e9);
    }

    /** Processor time of each thread so far, by name. */
    private static Map<String, Long> threadTimes() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, Long> times = new HashMap<>();
        for (long id : threads.getAllThreadIds()) {
            ThreadInfo info = threads.getThreadInfo(id);
            if (info != null) {
                times.merge(info.getThreadName(), Math.max(0, threads.getThreadCpuTime(id)), Long::sum);
            }
        }
        return times;
    }

    private static void printThreads(Map<String, Long> before, long wall) {
        threadTimes().entrySet().stream()
                .map(now -> Map.entry(now.getKey(), now.getValue() - before.getOrDefault(now.getKey(), 0L)))
                .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                .limit(6)
                .forEach(each -> System.out.printf(
                        Locale.ROOT, "  %5.1f%% of a core: %s%n", 100.0 * each.getValue() / wall, each.getKey()));
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
