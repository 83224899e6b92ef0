package org.triggerworkbench.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.triggerworkbench.experiment.matrix.CellStatus;
import org.triggerworkbench.experiment.matrix.MatrixCell;
import org.triggerworkbench.experiment.matrix.MatrixEstimate;
import org.triggerworkbench.experiment.matrix.MatrixFolder;
import org.triggerworkbench.experiment.matrix.MatrixListener;

/** Tells of a matrix on standard error: a line each time that a cell begins, ends or is lost. */
final class MatrixProgress implements MatrixListener {
    private final PrintWriter err;
    private final int all;
    private int settled;

    MatrixProgress(MatrixFolder folder, PrintWriter err) {
        this.err = err;
        MatrixEstimate counts = MatrixEstimate.of(folder);
        this.settled = counts.done() + counts.failed();
        this.all = settled + counts.left();
    }

    @Override
    public void changed(MatrixCell cell, CellStatus status) {
        if (status.isSettled()) {
            settled++;
        }
        String reason = status.reason();
        told(CliText.get(
                "matrix." + MatrixReport.word(status.state()),
                Integer.toString(settled),
                Integer.toString(all),
                cell.id(),
                reason == null ? String.format(Locale.ROOT, "%.1f", status.seconds()) : reason));
    }

    @Override
    public void told(String sentence) {
        err.println(sentence);
        err.flush();
    }
}
