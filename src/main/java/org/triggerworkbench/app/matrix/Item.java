package org.triggerworkbench.app.matrix;

import java.nio.file.Path;
import java.util.Map;

/**
 * One run of a matrix as the view shows it.
 *
 * @param row name of its attack
 * @param column name of its defence
 * @param progress share that is done, of a running one; NaN where it is not known
 * @param fault why it failed; empty for others
 * @param figures of a finished one; fractions; what was not measured is absent
 * @param verdict of a detection, for people; empty of all others
 * @param n images that the attack success is over; 0 where it was not measured
 * @param folder of the run
 */
record Item(
        String row,
        String column,
        long seed,
        State state,
        double progress,
        String fault,
        Map<Figure, Double> figures,
        String verdict,
        long n,
        Path folder) {
    Item {
        figures = Map.copyOf(figures);
    }

    /** How far it is. */
    enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }
}
