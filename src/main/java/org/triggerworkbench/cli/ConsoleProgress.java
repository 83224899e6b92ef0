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
    private final LongSupplier nanos;
    private long lastTold;
    private boolean toldAny;
    private int drawn;

    /**
     * @param terminal whether a line can be written anew
     * @param nanos a clock
     */
    ConsoleProgress(PrintWriter err, boolean terminal, LongSupplier nanos) {
        this.err = err;
        this.terminal = terminal;
        this.nanos = nanos;
    }

    /** For the place where this program runs. */
    static ConsoleProgress here(PrintWriter err) {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return new ConsoleProgress(err, terminal, System::nanoTime);
    }

    @Override
    public synchronized void onEvent(MetricEvent event) {
        switch (event) {
            case MetricEvent.Start _ -> {}
            case MetricEvent.Step step -> step(step);
            case MetricEvent.Epoch epoch -> {
                erase();
                err.println(CliText.get(
                        "progress.epoch", epoch.phase().name(), epoch.epoch(), epoch.step(), figures(epoch.metrics())));
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
        String line = CliText.get(
                "progress.step",
                step.phase().name(),
                bar(step.step(), step.totalSteps()),
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

    /** Leaves the last line as it stands: what is printed next begins a line of its own. */
    synchronized void end() {
        if (drawn > 0) {
            err.println();
            err.flush();
            drawn = 0;
        }
    }

    private void erase() {
        if (drawn > 0) {
            err.print("\r" + " ".repeat(drawn) + "\r");
            drawn = 0;
        }
    }

    private String bar(long step, long totalSteps) {
        String count = CliText.get("progress.of", step, totalSteps);
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
