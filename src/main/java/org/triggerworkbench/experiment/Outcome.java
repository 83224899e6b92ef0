package org.triggerworkbench.experiment;

import java.util.List;
import java.util.Map;
import org.triggerworkbench.evaluation.AttackMetrics;

/**
 * What a run found. The same experiment on the same machine gives the same outcome: there is no time, path or date in it.
 *
 * @param target target class
 * @param poisoned number of poisoned training images
 * @param steps steps of each phase
 * @param attacked the attacked model with its trigger
 * @param control the one it is held against first, one of the controls
 * @param controls the same measurement where there should be no backdoor, by name
 * @param similarity mean over test images of how alike clean and triggered images are, by measure
 * @param moved the trigger moved at test time; empty if not asked for
 * @param trained the attack trained for each place; empty if not asked for
 * @param hashes SHA-256 of what was trained, by name
 */
record Outcome(
        int target,
        int poisoned,
        long steps,
        AttackMetrics attacked,
        AttackMetrics control,
        Map<String, AttackMetrics> controls,
        Map<String, Double> similarity,
        List<Position> moved,
        List<Position> trained,
        Map<String, String> hashes) {

    /** The attack with its trigger at one place of an n x n grid. */
    record Position(int row, int column, AttackMetrics metrics) {}
}
