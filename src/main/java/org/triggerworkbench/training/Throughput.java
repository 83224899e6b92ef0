package org.triggerworkbench.training;

import java.util.ArrayDeque;
import java.util.Deque;

/** Images a second over the last 19 steps at most, from the end of one step to the end of another; pauses count as time. */
final class Throughput {
    private static final int WINDOW = 20;

    private record Mark(long nanos, long images) {}

    private final Deque<Mark> marks = new ArrayDeque<>();
    private long images;

    Throughput() {
        restart();
    }

    /** Forgets the past, as after an evaluation, whose time is none of the steps'. */
    void restart() {
        marks.clear();
        marks.add(new Mark(System.nanoTime(), images));
    }

    void add(int count) {
        images += count;
        marks.add(new Mark(System.nanoTime(), images));
        if (marks.size() > WINDOW) {
            marks.removeFirst();
        }
    }

    double perSecond() {
        Mark first = marks.getFirst();
        Mark last = marks.getLast();
        double seconds = (last.nanos() - first.nanos()) / 1e9;
        return seconds <= 0 ? 0 : (last.images() - first.images()) / seconds;
    }
}
