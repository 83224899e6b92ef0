package org.triggerworkbench.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.MetricListener;

/**
 * Tells how a run goes on: on a terminal one line that is written anew, elsewhere a plain line each epoch and at most one
 * each ten seconds.
 */
final class ConsoleProgress implements MetricListener {
    private static final long LINE_EVERY = 10_000_000_000L;
    private static final long REDRAW_EVERY = 100_000_000L;
    private static final int BAR = 24;

    private final PrintWriter err;
    private final boolean terminal;
    private final long totalSteps;
    private final LongSupplier nanos;
    private long lastTold;
    private boolean toldAny;
    private int drawn;

    /**
     * @param terminal whether a line can be written anew
     * @param totalSteps of a phase; 0 where unknown
     * @param nanos a clock
     */
    ConsoleProgress(PrintWriter err, boolean terminal, long totalSteps, LongSupplier nanos) {
        this.err = err;
        this.terminal = terminal;
        this.totalSteps = totalSteps;
        this.nanos = nanos;
    }

    /** For the place where this program runs. */
    static ConsoleProgress here(PrintWriter err, long totalSteps) {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return new ConsoleProgress(err, terminal, totalSteps, System::nanoTime);
    }

    @Override
    public synchronized void onEvent(MetricEvent event) {
        switch (event) {
            case MetricEvent.Step step -> step(step);
            case MetricEvent.Epoch epoch -> {
                erase();
                err.println(Words.get(
                        "progress.epoch", epoch.phase(), epoch.epoch(), epoch.step(), figures(epoch.metrics())));
                err.flush();
            }
        }
    }

    private void step(MetricEvent.Step step) {
        long now = nanos.getAsLong();
        if (toldAny && now - lastTold < (terminal ? REDRAW_EVERY : LINE_EVERY)) {
            return;
        }
        toldAny = true;
        lastTold = now;
        String line = Words.get(
                "progress.step",
                step.phase(),
                bar(step.step()),
                step.epoch(),
                figures(step.losses()),
                String.format(Locale.ROOT, "%.0f", step.imagesPerSecond()),
                step.residentBytes() >> 20);
        if (terminal) {
            erase();
            err.print(line);
            drawn = line.length();
        } else {
            err.println(line);
        }
        err.flush();
    }

    private void erase() {
        if (drawn > 0) {
            err.print("\r" + " ".repeat(drawn) + "\r");
            drawn = 0;
        }
    }

    private String bar(long step) {
        if (totalSteps <= 0) {
            return Words.get("progress.count", step);
        }
        String count = Words.get("progress.of", step, totalSteps);
        if (!terminal) {
            return count;
        }
        int full = (int) Math.min(BAR, BAR * step / totalSteps);
        return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] " + count;
    }

    private static String figures(Map<String, Double> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " " + String.format(Locale.ROOT, "%.4f", entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
