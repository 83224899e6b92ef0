package org.triggerworkbench.experiment.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.method.figure.Figure;

/**
 * What a run found. The same experiment on the same machine gives the same outcome: there is no time, path or date in it.
 *
 * @param target target class; -1 where each class has another
 * @param poisoned number of poisoned training images; empty where the attack poisons no data
 * @param steps steps of the attack's phases together
 * @param attacked the attacked model with its trigger
 * @param controls the same measurement where there should be no backdoor, by name; the first is the trained control
 * @param similarity mean over test images of how alike clean and triggered images are, by measure
 * @param moved the trigger moved at test time; empty if not asked for
 * @param trained the attack trained for each place; empty if not asked for
 * @param figures what only this attack has to show
 * @param hashes SHA-256 of what was trained, by name
 */
record RunOutcome(
        int target,
        Optional<Integer> poisoned,
        long steps,
        AttackMetrics attacked,
        Map<String, AttackMetrics> controls,
        Map<Measure, Double> similarity,
        List<Position> moved,
        List<Position> trained,
        List<Figure> figures,
        Map<String, String> hashes) {

    /** The trained control, which the attack is held against first. */
    AttackMetrics control() {
        return controls.values().iterator().next();
    }

    /** The attack with its trigger at one place of an n x n grid. */
    record Position(int row, int column, AttackMetrics metrics) {}
}
