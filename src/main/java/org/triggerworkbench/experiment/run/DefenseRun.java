package org.triggerworkbench.experiment.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Compute;
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
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.Phase;
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
            training.found(found.get());
            RunFacts facts = RunFacts.of(folder.experiment(), workshop, compute);
            folder.writeResult(ResultJson.of(facts, found.get()));
            new FindingReport(facts, folder).write(found.get());
            return true;
        }
    }

    private Optional<Finding> detect(PreparedDefense.Detector detector) {
        return training.train(List.of(RunTraining.Lane.of(Phase.Part.METHOD, detector.phases(), detector::shown)))
                ? Optional.of(detector.detect(training::isCancelled))
                : Optional.empty();
    }

    /** Every test image that the target counts, without the trigger and with it. */
    private Optional<Finding> score(PreparedDefense.InputFilter filter) {
        Trigger trigger = workshop.triggers()
                .known()
                .orElseThrow(() -> new InputException(TEXT.get("defense.noTrigger", job.method())));
        PreparedImages test = workshop.test();
        int[] counted = IntStream.range(0, test.size())
                .filter(i -> workshop.target().counts(test.label(i)))
                .toArray();
        if (counted.length < 2) {
            throw new InputException(TEXT.get("defense.fewImages", job.method(), counted.length));
        }
        if (!training.train(List.of(RunTraining.Lane.of(Phase.Part.METHOD, filter.phases(), filter::shown)))) {
            return Optional.empty();
        }
        EditedImages clean = new EditedImages(test, counted, ImageEdit.NONE);
        try (Stamper stamper = new Stamper(compute, trigger, test.height(), test.width())) {
            return Optional.of(InputScores.of(
                    filter.statistic(),
                    scores(filter, clean),
                    scores(
                            filter,
                            clean.with((images, ids) -> stamper.stamp(
                                    images, ids, folder.experiment().seed()))),
                    filter.rejected(),
                    folder.experiment().seed(),
                    TEXT.get("defense.roc")));
        }
    }

    private double[] scores(PreparedDefense.InputFilter filter, EditedImages inputs) {
        double[] scores = filter.scores(inputs);
        long broken =
                DoubleStream.of(scores).filter(score -> !Double.isFinite(score)).count();
        if (broken > 0) {
            throw new InputException(TEXT.get("defense.notFinite", job.method(), broken, scores.length));
        }
        return scores;
    }

    private Optional<Finding> repair(PreparedDefense.Repairer repairer, Classifier suspect) {
        try (PreparedDefense.Repairer plain = repairer.plain()) {
            if (training.steps(plain.phases()) != training.steps(repairer.phases())) {
                throw new IllegalStateException("plain fine-tuning must have as many steps as " + job.method());
            }
            if (!training.train(List.of(
                    RunTraining.Lane.of(Phase.Part.CONTROL, plain.phases(), plain::shown),
                    RunTraining.Lane.of(Phase.Part.METHOD, repairer.phases(), repairer::shown)))) {
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

    private Measurement measurement() {
        return new Measurement(compute, workshop, folder.experiment().seed());
    }
}
