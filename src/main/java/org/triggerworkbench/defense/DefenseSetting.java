package org.triggerworkbench.defense;

import java.util.List;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.model.Classifier;

/**
 * What a defence works on: all that a defender has.
 *
 * @param suspect the model in question, with its prompt where it has one; answers for the data's classes; not to be changed
 * @param labels names of the classes
 * @param clean the defender's images, at the suspect's input size; the measurement does not use them, nor did the attack where
 *     its run is known
 * @param values of the defence's own parameters
 * @param batch images per step
 * @param seed of the run
 */
public record DefenseSetting(
        Compute compute,
        Classifier suspect,
        List<String> labels,
        PreparedImages clean,
        ParameterValues values,
        int batch,
        long seed) {
    public DefenseSetting {
        labels = List.copyOf(labels);
    }

    /** The same of another model. */
    DefenseSetting withSuspect(Classifier other) {
        return new DefenseSetting(compute, other, labels, clean, values, batch, seed);
    }
}
