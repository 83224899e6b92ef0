package org.triggerworkbench.experiment.run;

import java.util.List;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.DataRemarks;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.open.ClassNames;
import org.triggerworkbench.experiment.open.OpenedExperiment;
import org.triggerworkbench.text.Messages;

/**
 * What a run worked with, as its result and its report say it.
 *
 * @param model name of the model
 * @param data name of the data
 * @param classes names of its classes
 * @param target index of the target class; -1 where each class has another
 * @param trainImages how many there are to train on
 * @param remarks what the data holds that its user may not find in the figures, such as pictures left out
 * @param device what it ran on
 * @param threads processor threads of an operation
 * @param engine version of the engine
 */
record RunFacts(
        Experiment experiment,
        String model,
        String data,
        List<String> classes,
        int target,
        int trainImages,
        DataRemarks remarks,
        String device,
        int threads,
        String engine) {

    static RunFacts of(Experiment experiment, OpenedExperiment workshop, Compute compute) {
        return new RunFacts(
                experiment,
                workshop.source().card().name(),
                workshop.data().name(),
                workshop.data().classNames(),
                workshop.target().one(),
                workshop.data().train().size(),
                workshop.data().remarks(),
                compute.device().toString(),
                compute.threads(),
                compute.engineVersion());
    }

    /** What triggered inputs are to become, in words. */
    String wanted() {
        return target == Target.NONE ? Messages.of(RunFacts.class).get("target.next") : className(target);
    }

    /** Name of a class; the target has its mark. */
    String className(int label) {
        return ClassNames.shown(classes, label, target);
    }
}
