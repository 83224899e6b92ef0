package org.triggerworkbench.experiment.matrix;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a cell.
 *
 * @param reason one sentence, why it failed; null of a cell that did not
 * @param result what it found; null of a cell that is not done
 * @param seconds that its work took, all its processes together; 0 where that is not known
 * @param peakBytes memory that its process took at most; 0 where that is not known
 */
public record CellStatus(
        CellState state, @Nullable String reason, @Nullable CellResult result, double seconds, long peakBytes) {
    static final CellStatus WAITING = of(CellState.WAITING);

    static CellStatus of(CellState state) {
        return new CellStatus(state, null, null, 0, 0);
    }

    static CellStatus failed(String reason) {
        return new CellStatus(CellState.FAILED, reason, null, 0, 0);
    }

    /** Whether nothing is to be done for it any more. */
    public boolean isSettled() {
        return state == CellState.DONE || state == CellState.FAILED;
    }
}
