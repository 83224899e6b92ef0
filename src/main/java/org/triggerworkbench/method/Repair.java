package org.triggerworkbench.method;

import java.util.List;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.method.figure.Figure;

/**
 * What became of a model or a prompt that a defence repaired.
 *
 * @param steps of the repair, and of the plain fine-tuning it is held against
 * @param rows the suspect, the repaired one, the plainly fine-tuned one and, where it can be, the repaired one fine-tuned again
 * @param figures what else there is to see
 */
public record Repair(long steps, List<Row> rows, List<Figure> figures) implements Finding {
    /** Key of the suspect as it came. */
    public static final String BEFORE = "before";

    /** Key of the repaired one. */
    public static final String AFTER = "after";

    /** Key of the suspect after plain fine-tuning on the same clean images for as many steps. */
    public static final String FINE_TUNED = "plainFineTuning";

    /** Key of the repaired one after plain fine-tuning for as long: where the backdoor comes back, it does so here. */
    public static final String REBOUND = "rebound";

    /**
     * One of them, measured.
     *
     * @param key in result.json
     * @param metrics with the true trigger; rates of triggered images are undefined where none is known
     * @param control the same with noise in the trigger's place
     */
    public record Row(String key, AttackMetrics metrics, AttackMetrics control) {}

    public Repair {
        rows = List.copyOf(rows);
        figures = List.copyOf(figures);
    }
}
