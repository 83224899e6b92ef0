package org.triggerworkbench.experiment.matrix;

/** How far a cell of a matrix is. */
public enum CellState {
    /** Not begun. */
    WAITING,
    /** Somebody works on it. */
    RUNNING,
    /** There is a result. */
    DONE,
    /** It cannot be run, for a reason that stays. */
    FAILED,
    /** It was begun and nobody works on it; it goes on from its checkpoints. */
    LOST
}
