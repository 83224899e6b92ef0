package org.triggerworkbench.experiment.matrix;

/** Hears what becomes of a matrix, on the thread that runs it. */
public interface MatrixListener {
    /** A cell has begun, ended, or been lost. */
    void changed(MatrixCell cell, CellStatus status);

    /** Something that is for the user to know, in one sentence. */
    void told(String sentence);
}
