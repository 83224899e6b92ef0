package org.triggerworkbench.experiment.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.defense.DefenseSetting;
import org.triggerworkbench.defense.PreparedDefense;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.open.OpenedExperiment;
import org.triggerworkbench.method.Finding;
import org.triggerworkbench.method.InputScores;
import org.triggerworkbench.method.Repair;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.Phase;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;

/** One run of a defence: what it trains is trained, then it is asked, measured where there is something to measure, written. */
record DefenseRun(
        Compute compute, RunFolder folder, OpenedExperiment workshop, RunTraining training, Experiment.Defense job) {
    private static final Messages TEXT = Messages.of(DefenseRun.class);

    /**
     * Trains what is not yet trained, asks, measures, writes.
     *
     * @return false if the run was cancelled on the way
     */
    boolean finish() {
        DefenseSetting setting = workshop.defense(job);
        try (PreparedDefense prepared = job.known().prepare(setting)) {
            Optional<? extends Finding> found =
                    switch (prepared) {
                        case PreparedDefense.Detector detector -> detect(detector);
                        case PreparedDefense.InputFilter filter -> score(filter);
                        case PreparedDefense.Repairer repairer -> repair(repairer, setting.suspect());
                    };
            if (found.isEmpty() || training.isCancelled()) {
                return false;
            }
            RunFacts facts = RunFacts.of(folder.experiment(), workshop, compute);
            folder.writeResult(ResultJson.of(facts, found.get()));
            new FindingReport(facts, folder).write(found.get());
            return true;
        }
    }

    private Optional<Finding> detect(PreparedDefense.Detector detector) {
        return training.train(List.of(lane(Phase.Part.METHOD, detector.phases(), detector::shown)))
                ? Optional.of(detector.detect(training::isCancelled))
                : Optional.empty();
    }

    /** Every test image that the target counts, without the trigger and with it. */
    private Optional<Finding> score(PreparedDefense.InputFilter filter) {
        Trigger trigger = workshop.triggers()
                .known()
                .orElseThrow(() -> new InputException(TEXT.get("defense.noTrigger", job.method())));
        if (!training.train(List.of(lane(Phase.Part.METHOD, filter.phases(), filter::shown)))) {
            return Optional.empty();
        }
        PreparedImages test = workshop.test();
        int[] counted = IntStream.range(0, test.size())
                .filter(i -> workshop.target().counts(test.label(i)))
                .toArray();
        EditedImages clean = new EditedImages(test, counted, ImageEdit.NONE);
        try (Stamper stamper = new Stamper(compute, trigger, test.height(), test.width())) {
            return Optional.of(InputScores.of(
                    filter.statistic(),
                    filter.scores(clean),
                    filter.scores(clean.with((images, ids) ->
                            stamper.stamp(images, ids, folder.experiment().seed()))),
                    filter.rejected(),
                    folder.experiment().seed(),
                    TEXT.get("defense.roc")));
        }
    }

    private Optional<Finding> repair(PreparedDefense.Repairer repairer, Classifier suspect) {
        try (PreparedDefense.Repairer plain = repairer.plain()) {
            if (!training.train(List.of(
                    lane(Phase.Part.CONTROL, plain.phases(), plain::shown),
                    lane(Phase.Part.METHOD, repairer.phases(), repairer::shown)))) {
                return Optional.empty();
            }
            repairer.save(folder.artifacts());
            return Optional.of(new Repair(
                    training.steps(repairer.phases()),
                    List.of(
                            row(Repair.BEFORE, suspect),
                            row(Repair.AFTER, repairer.repaired()),
                            row(Repair.FINE_TUNED, plain.repaired())),
                    repairer.figures()));
        }
    }

    private Repair.Row row(String key, Classifier model) {
        Optional<Trigger> trigger = workshop.triggers().known();
        return new Repair.Row(
                key,
                measurement().of(model, trigger),
                measurement().of(model, trigger.map(workshop.triggers()::noise)));
    }

    private static RunTraining.Lane lane(
            Phase.Part part, List<TrainingTask> tasks, Function<Map<String, HostTensor>, Shown> shown) {
        Map<String, TrainingTask> phases = new LinkedHashMap<>();
        tasks.forEach(task -> phases.put(task.name(), task));
        return new RunTraining.Lane(part, phases, shown);
    }

    private Measurement measurement() {
        return new Measurement(compute, workshop, folder.experiment().seed());
    }
}
