package org.triggerworkbench.experiment.matrix;

import org.jspecify.annotations.Nullable;

/**
 * A cell of a matrix: one run.
 *
 * @param id names its run folder; what it is in words and the beginning of its hash
 * @param defense the column; {@link MatrixPlan#NO_DEFENSE} of an undefended one
 * @param source id of the cell that trains what this one defends; null of an attack, which needs none
 * @param hash of all that its result follows from: same hash, same result
 */
public record MatrixCell(
        String id,
        Kind kind,
        MatrixRow row,
        String defense,
        long seed,
        @Nullable String source,
        String hash) {
    /** What is run. */
    public enum Kind {
        /** An attack with its control, undefended. */
        ATTACK,
        /** A defence of what an attack made, or of its clean counterpart. */
        DEFENSE,
        /** The undefended clean counterpart: not run, but read from the attack's result, whose folder it shares. */
        CONTROL
    }

    /** Whether it has a run of its own. */
    public boolean isRun() {
        return kind != Kind.CONTROL;
    }
}
