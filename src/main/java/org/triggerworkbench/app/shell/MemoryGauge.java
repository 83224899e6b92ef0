package org.triggerworkbench.app.shell;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.triggerworkbench.compute.Machine;
import org.triggerworkbench.compute.MemoryReading;
import org.triggerworkbench.text.Messages;

/** What the process holds, read once a second on a thread of its own: the system is asked for it. */
final class MemoryGauge implements AutoCloseable {
    private static final Messages TEXT = Messages.of(MemoryGauge.class);

    private final Machine machine;
    private final IntSupplier tensors;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("memory-gauge").daemon(true).factory());
    private volatile String line = "";

    /** @param tensors live ones; called on the gauge's thread */
    MemoryGauge(Machine machine, IntSupplier tensors) {
        this.machine = machine;
        this.tensors = tensors;
    }

    /** Reads from now on. The first reading takes a while: it would hold up the window's first picture, and the engine. */
    void begin() {
        if (!thread.isShutdown()) {
            var _ = thread.scheduleWithFixedDelay(this::read, 0, 1, TimeUnit.SECONDS);
        }
    }

    private void read() {
        MemoryReading now = machine.memory();
        line = TEXT.get("status.memory", now.heap() >> 20, now.process() >> 20, tensors.getAsInt());
    }

    /** The newest reading, for people. */
    String line() {
        return line;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
