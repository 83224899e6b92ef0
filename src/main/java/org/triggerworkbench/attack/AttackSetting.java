package org.triggerworkbench.attack;

import java.util.List;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.trigger.Trigger;

/**
 * What an attack works on.
 *
 * @param source the model attacked; frozen unless the attack trains it
 * @param mapping from the source's logits to the downstream classes
 * @param labels names of the downstream classes
 * @param prompt layout of the visual prompt
 * @param promptScale standard deviation of the prompt's initial values; 0 starts from zeros
 * @param train images to train on, at the source's input size
 * @param validation images for the figures of each epoch, at the source's input size
 * @param target what triggered inputs are to be predicted as
 * @param trigger what is stamped
 * @param values of the attack's own parameters
 * @param batch images per step
 * @param seed of the run
 */
public record AttackSetting(
        Compute compute,
        Classifier source,
        OutputMapping mapping,
        List<String> labels,
        PromptLayout prompt,
        double promptScale,
        PreparedImages train,
        PreparedImages validation,
        Target target,
        Trigger trigger,
        ParameterValues values,
        int batch,
        long seed) {
    public AttackSetting {
        labels = List.copyOf(labels);
    }

    /** The same with another trigger. */
    AttackSetting withTrigger(Trigger other) {
        return new AttackSetting(
                compute,
                source,
                mapping,
                labels,
                prompt,
                promptScale,
                train,
                validation,
                target,
                other,
                values,
                batch,
                seed);
    }
}
