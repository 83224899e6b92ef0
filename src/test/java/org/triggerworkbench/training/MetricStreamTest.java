package org.triggerworkbench.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MetricStreamTest {
    /** A listener whose flush waits for it. */
    private interface Recorder extends MetricListener {
        @Override
        default boolean keepsRecord() {
            return true;
        }
    }

    @Test
    void publish_reachesEveryListenerInOrder() {
        List<Long> first = Collections.synchronizedList(new ArrayList<>());
        List<Long> second = Collections.synchronizedList(new ArrayList<>());
        try (MetricStream stream =
                new MetricStream(List.of(event -> first.add(event.step()), event -> second.add(event.step())))) {
            publish(stream, 500);
        }
        List<Long> all = LongStream.range(0, 500).boxed().toList();
        assertEquals(all, first);
        assertEquals(all, second);
    }

    @Test
    void flush_waitsForRecordsOnly() {
        CountDownLatch release = new CountDownLatch(1);
        List<Long> recorded = Collections.synchronizedList(new ArrayList<>());
        List<Long> shown = Collections.synchronizedList(new ArrayList<>());
        Recorder record = event -> recorded.add(event.step());
        try (MetricStream stream = new MetricStream(List.of(record, event -> {
            await(release);
            shown.add(event.step());
        }))) {
            publish(stream, 100);
            stream.flush();
            assertEquals(100, recorded.size());
            assertTrue(shown.isEmpty());
            release.countDown();
        }
        assertEquals(100, shown.size());
    }

    @Test
    void flush_tellsTheFirstFailureAndOthersStillHear() {
        IllegalStateException full = new IllegalStateException("full");
        List<Long> heard = Collections.synchronizedList(new ArrayList<>());
        Recorder failing = event -> {
            if (event.step() == 3) {
                throw full;
            }
        };
        Recorder hearing = event -> heard.add(event.step());
        try (MetricStream stream = new MetricStream(List.of(failing, hearing))) {
            publish(stream, 3);
            stream.flush();
            publish(stream, 10);
            assertSame(full, assertThrows(IllegalStateException.class, stream::flush));
            assertEquals(13, heard.size());
        }
    }

    @Test
    void flush_tellsErrorsToo() {
        Recorder failing = event -> {
            throw new AssertionError("broken");
        };
        try (MetricStream stream = new MetricStream(List.of(failing))) {
            publish(stream, 1);
            AssertionError told = assertThrows(AssertionError.class, stream::flush);
            assertFalse(String.valueOf(told.getMessage()).isEmpty());
        }
    }

    @Test
    void flush_isNotEndedByAListenerThatOnlyShows() {
        List<Long> recorded = Collections.synchronizedList(new ArrayList<>());
        Recorder record = event -> recorded.add(event.step());
        try (MetricStream stream = new MetricStream(List.of(record, event -> {
            throw new IllegalStateException("no terminal");
        }))) {
            publish(stream, 3);
        }
        assertEquals(3, recorded.size());
        MetricListener broken = event -> {
            throw new IllegalStateException("no terminal");
        };
        MetricStream stream = new MetricStream(List.of(broken));
        publish(stream, 1);
        stream.close();
        stream.flush();
    }

    @Test
    @Timeout(30)
    void close_waitsForRecordsButNotForEverForOthers() {
        CountDownLatch never = new CountDownLatch(1);
        List<Long> recorded = Collections.synchronizedList(new ArrayList<>());
        Recorder record = event -> recorded.add(event.step());
        MetricStream stream = new MetricStream(List.of(event -> await(never), record), Duration.ofMillis(50), 4096);
        publish(stream, 100);
        stream.close();
        assertEquals(100, recorded.size());
        assertEquals(1, never.getCount());
    }

    @Test
    void listenerThatOnlyShows_missesOldSteps_butNoEpochAndNotTheLast() {
        CountDownLatch release = new CountDownLatch(1);
        List<MetricEvent> heard = Collections.synchronizedList(new ArrayList<>());
        MetricListener slow = event -> {
            await(release);
            heard.add(event);
        };
        try (MetricStream stream = new MetricStream(List.of(slow), Duration.ofSeconds(10), 16)) {
            for (int i = 1; i <= 1000; i++) {
                stream.publish(new MetricEvent.Step(phase("phase"), i, 1000, 1, Map.of(), 0, 0, 0));
                if (i % 100 == 0) {
                    stream.publish(new MetricEvent.Epoch(phase("phase"), i, i / 100, Map.of()));
                }
            }
            release.countDown();
        }
        assertTrue(heard.size() <= 17, heard.size() + " events");
        assertEquals(
                LongStream.rangeClosed(1, 10).boxed().toList(),
                heard.stream()
                        .filter(MetricEvent.Epoch.class::isInstance)
                        .map(event -> event.step() / 100)
                        .toList());
        assertTrue(heard.stream().anyMatch(event -> event instanceof MetricEvent.Step && event.step() == 1000));
        assertEquals(
                heard.stream()
                        .sorted(Comparator.comparingLong(MetricEvent::step))
                        .toList(),
                heard);
    }

    @Test
    @Timeout(30)
    void listenerThatKeepsTheRecord_makesTheLoopWait() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        List<Long> recorded = Collections.synchronizedList(new ArrayList<>());
        Recorder slow = event -> {
            await(release);
            recorded.add(event.step());
        };
        try (MetricStream stream = new MetricStream(List.of(slow), Duration.ofSeconds(10), 16)) {
            AtomicInteger published = new AtomicInteger();
            Thread loop = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 100; i++) {
                    stream.publish(new MetricEvent.Epoch(phase("phase"), i, 1, Map.of()));
                    published.incrementAndGet();
                }
            });
            assertFalse(loop.join(Duration.ofMillis(300)), "the loop did not wait");
            assertTrue(published.get() <= 17, published + " published");
            release.countDown();
            loop.join();
        }
        assertEquals(LongStream.range(0, 100).boxed().toList(), recorded);
    }

    private static void publish(MetricStream stream, int events) {
        for (int i = 0; i < events; i++) {
            stream.publish(new MetricEvent.Epoch(phase("phase"), i, 1, Map.of()));
        }
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Phase phase(String name) {
        return Phase.only(name, name.startsWith("clean") ? Phase.Part.CONTROL : Phase.Part.METHOD);
    }
}
