package org.triggerworkbench.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.matrix.CellWork;
import org.triggerworkbench.experiment.matrix.MatrixFolder;

/** This process as the one that runs a cell of a matrix: it ends with what began it, and tells in the matrix how the cell ended. */
final class CellProcess {
    /** As of a process that was asked to end. */
    private static final int ENDED = 143;

    private final MatrixFolder folder;
    private final String id;
    private final PrintWriter err;

    CellProcess(MatrixFolder folder, String id, PrintWriter err) {
        this.folder = folder;
        this.id = id;
        this.err = err;
    }

    int run() {
        CellWork work = new CellWork(folder, id);
        if (work.isSettled()) {
            return 0;
        }
        endWithParent();
        try {
            RunFolder run = work.open();
            if (!Runs.finish(run, err)) {
                return CommandLines.FAILED;
            }
            work.done(run);
            return 0;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
            StringWriter sentence = new StringWriter();
            int code = CommandLines.failed(e, new PrintWriter(sentence));
            err.print(sentence);
            err.flush();
            work.failed(sentence.toString().strip());
            return code;
        }
    }

    /** Nobody would hear of what a process does whose matrix was killed: it keeps a checkpoint and ends. */
    private static void endWithParent() {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent -> Thread.ofPlatform().daemon().start(() -> {
                    parent.onExit().join();
                    System.exit(ENDED);
                }));
    }
}
