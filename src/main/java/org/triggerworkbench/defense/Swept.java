package org.triggerworkbench.defense;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.training.TrainingTask;

/** Classifiers of a repair over the values of one setting. The run measures each with the trigger, which the repair never sees. */
public interface Swept {
    /** What is seen, in one sentence. */
    String caption();

    /** What is swept. */
    String setting();

    /** Its values, ascending. */
    double[] at();

    /** The value that the repair took; null for none. */
    Figure.Sweep.@Nullable Mark mark();

    /** What has to be trained for it beside the repair's own phases, which the plain fine-tuning is as long as. */
    default List<TrainingTask> phases() {
        return List.of();
    }

    /** The classifier at one of the values, good until the next is asked for. */
    Classifier at(int index);
}
