package org.triggerworkbench.experiment.matrix;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.folder.RunLock;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Runs the cells of a matrix on this machine, each in a process of its own: what a cell finds does not depend on how many there
 * are nor on their order. A process that ends without a word is begun again from its checkpoints, a few times.
 */
public final class LocalMatrix {
    private static final Messages TEXT = Messages.of(LocalMatrix.class);
    private static final int POLL_MILLIS = 200;
    private static final int PATIENCE_SECONDS = 28;

    private final MatrixFolder folder;
    private final Options options;
    private final MatrixListener listener;
    private final CellLauncher launcher;
    private final MachineMemory memory;
    private final Map<MatrixCell, Worker> workers = new LinkedHashMap<>();
    private final Deque<String> devices = new ArrayDeque<>();
    private boolean isShort;
    private volatile boolean cancelled;

    /**
     * How.
     *
     * @param workers processes at a time
     * @param devices graphics cards such as {@code cuda:0}, each of which has one cell at a time, so that there are no more workers than
     *     these; empty leaves them alone
     * @param shuffle seed of the cells' order; null for that of the plan
     */
    public record Options(
            int workers, List<String> devices, @Nullable Long shuffle) {
        /** Processes at a time, as many as have a device. */
        int most() {
            return devices.isEmpty() ? workers : Math.min(workers, devices.size());
        }
    }

    /** @param needs bytes that its cell is taken to need; 0 where that is not known */
    private record Worker(Process process, @Nullable String device, long needs) {}

    public LocalMatrix(MatrixFolder folder, Options options, MatrixListener listener) {
        this(folder, options, listener, CellLauncher.of(folder), MachineMemory.SYSTEM);
    }

    LocalMatrix(
            MatrixFolder folder,
            Options options,
            MatrixListener listener,
            CellLauncher launcher,
            MachineMemory memory) {
        this.launcher = launcher;
        this.memory = memory;
        this.folder = folder;
        this.options = options;
        this.listener = listener;
        this.devices.addAll(options.devices());
    }

    /**
     * Runs to the end or to the cancel.
     *
     * @return whether all cells are done
     * @throws InputException if somebody else runs this matrix
     */
    public boolean run() {
        try (RunLock _ = folder.lock(this::cancel)) {
            Progress progress = new Progress(folder, order(), listener, Progress.ATTEMPTS);
            try {
                while (!cancelled && !progress.isEnded()) {
                    reap(progress);
                    begin(progress);
                    await();
                }
            } finally {
                stop();
                reap(progress);
                MatrixTable.write(folder);
            }
            return progress.isAllDone();
        }
    }

    /** Asks for an end: cells that run keep a checkpoint. From any thread. */
    public void cancel() {
        cancelled = true;
    }

    private List<MatrixCell> order() {
        List<MatrixCell> order = new ArrayList<>();
        List<MatrixCell> runs = List.copyOf(folder.plan().runs().values());
        // An attack, then what defends it, so that what is done is whole rows.
        for (MatrixCell attack : runs) {
            if (attack.source() == null) {
                order.add(attack);
                runs.stream().filter(cell -> attack.id().equals(cell.source())).forEach(order::add);
            }
        }
        Long seed = options.shuffle();
        if (seed != null) {
            Collections.shuffle(order, new Random(seed));
        }
        return order;
    }

    private void reap(Progress progress) {
        for (Iterator<Map.Entry<MatrixCell, Worker>> all = workers.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<MatrixCell, Worker> entry = all.next();
            Process process = entry.getValue().process();
            if (!process.isAlive()) {
                all.remove();
                String device = entry.getValue().device();
                if (device != null) {
                    devices.addFirst(device);
                }
                MatrixCell cell = entry.getKey();
                if (!progress.look(cell).isSettled() && !cancelled) {
                    progress.lost(cell, TEXT.get("matrix.code", Integer.toString(process.exitValue())));
                }
            }
        }
    }

    private void begin(Progress progress) {
        int busy = workers.size();
        for (MatrixCell cell : progress.open()) {
            if (busy >= options.most() || cancelled) {
                return;
            }
            if (workers.containsKey(cell) || !progress.isReady(cell)) {
                continue;
            }
            CellStatus now = progress.look(cell);
            if (now.state() == CellState.RUNNING) {
                // Of a process that an earlier start of this matrix left behind and that is about to end.
                busy++;
            } else if (!now.isSettled()) {
                long needs = progress.memory(cell);
                if (busy > 0 && isShortOfMemory(needs)) {
                    return;
                }
                workers.put(cell, start(cell, needs));
                listener.changed(cell, CellStatus.of(CellState.RUNNING));
                busy++;
            }
        }
    }

    /** By what the system has free, what cells like this one took, and what those that run have not taken yet. */
    private boolean isShortOfMemory(long needed) {
        long available = memory.available();
        long promised = workers.values().stream()
                .mapToLong(worker -> Math.max(0, worker.needs() - memory.resident(worker.process())))
                .sum();
        boolean now = available > 0 && needed > 0 && available - promised < needed;
        if (now && !isShort) {
            listener.told(TEXT.get(
                    "matrix.memory",
                    Long.toString(available >> 20),
                    Long.toString(promised >> 20),
                    Long.toString(needed >> 20)));
        }
        isShort = now;
        return now;
    }

    private Worker start(MatrixCell cell, long needs) {
        String device = devices.pollFirst();
        return new Worker(launcher.start(cell, device), device, needs);
    }

    private void await() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel();
        }
    }

    /** Asks all that run to keep a checkpoint and end. */
    private void stop() {
        boolean interrupted = Thread.interrupted();
        workers.values().forEach(worker -> worker.process().destroy());
        long last = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (Worker worker : workers.values()) {
            try {
                if (!worker.process().waitFor(Math.max(0, last - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                    worker.process().destroyForcibly();
                }
            } catch (InterruptedException e) {
                interrupted = true;
                worker.process().destroyForcibly();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
