package org.triggerworkbench.experiment.matrix;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;

/**
 * A cell of a matrix: one run.
 *
 * @param id names its run folder; what it is in words and the beginning of its hash
 * @param defense the column; {@link MatrixPlan#NO_DEFENSE} of an undefended one
 * @param source id of the cell that trains what this one defends; null of an attack, which needs none
 * @param hash of all that its result follows from: same hash, same result
 * @param recipe its experiment as the text of a file. Of a defence it has the model that is attacked and no trigger: what the
 *     attack made of them takes their places once that has run, see {@link MatrixFolder#experiment}
 */
public record MatrixCell(
        String id,
        Kind kind,
        MatrixRow row,
        String defense,
        long seed,
        @Nullable String source,
        String hash,
        String recipe) {
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

    /** The recipe, read. */
    public Experiment experiment() {
        return ExperimentFile.ofRun(recipe, Path.of(id));
    }
}
