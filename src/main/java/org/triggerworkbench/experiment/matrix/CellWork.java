package org.triggerworkbench.experiment.matrix;

import java.time.Duration;
import java.time.Instant;
import org.triggerworkbench.compute.SystemMemory;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.text.InputException;

/** The work on one cell, by the process that does it. */
public final class CellWork {
    /** One that was sent to another machine is waited for until it is taken to be gone. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private static final long POLL_MILLIS = 500;

    private final MatrixFolder folder;
    private final MatrixCell cell;
    private final Instant begun = Instant.now();

    /** @throws InputException if the matrix has no such cell */
    public CellWork(MatrixFolder folder, String id) {
        this.folder = folder;
        this.cell = folder.plan().run(id);
    }

    /** Whether there is nothing to do. */
    public boolean isSettled() {
        return folder.status(cell).isSettled();
    }

    /**
     * The cell's run, begun or gone on with, once nobody else works on it.
     *
     * @throws InputException if it cannot be run
     */
    public RunFolder open() {
        awaitFree();
        RunFolder run = RunFolder.isRun(folder.run(cell))
                ? RunFolder.open(folder.run(cell))
                : RunFolder.create(folder.run(cell), folder.experiment(cell));
        if (folder.isForTensorBoard()) {
            run.keepTensorBoard();
        }
        return run;
    }

    private void awaitFree() {
        Instant last = begun.plus(PATIENCE);
        while (RunFolder.isWorkedOn(folder.run(cell)) && Instant.now().isBefore(last)) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Tells that the run has ended with a result. */
    public void done(RunFolder run) {
        folder.end(cell, StateFile.done(run.result(), seconds(), SystemMemory.peakBytes()));
    }

    /** Tells that it cannot be run, and why. */
    public void failed(String reason) {
        folder.end(cell, StateFile.failed(reason, seconds(), SystemMemory.peakBytes()));
    }

    private double seconds() {
        return Duration.between(begun, Instant.now()).toMillis() / 1e3;
    }
}
