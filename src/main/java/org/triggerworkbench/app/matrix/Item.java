package org.triggerworkbench.app.matrix;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run of a matrix as the view shows it.
 *
 * @param row name of its attack
 * @param column name of its defence
 * @param axes what its row stands for, by names for people: the attack, then each axis of the matrix
 * @param control whether its row is a clean counterpart
 * @param bare whether nothing defends
 * @param progress share of the phase under way that is done, of a running one; NaN where it is not known
 * @param stage the same in words; empty where it is not known
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
        Map<String, String> axes,
        boolean control,
        boolean bare,
        State state,
        double progress,
        String stage,
        String fault,
        Map<Figure, Double> figures,
        String verdict,
        long n,
        Path folder) {
    Item {
        axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
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
