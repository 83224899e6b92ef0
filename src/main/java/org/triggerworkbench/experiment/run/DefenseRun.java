package org.triggerworkbench.experiment.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.defense.DefenseSetting;
import org.triggerworkbench.defense.PreparedDefense;
import org.triggerworkbench.defense.Swept;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.Forced;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunArtifacts;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.open.OpenedExperiment;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.Finding;
import org.triggerworkbench.method.InputScores;
import org.triggerworkbench.method.Repair;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Role;
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
                        case PreparedDefense.Detector detector -> detect(detector, setting.suspect());
                        case PreparedDefense.InputFilter filter -> score(filter);
                        case PreparedDefense.Repairer repairer -> repair(repairer, setting);
                    };
            if (found.isEmpty() || training.isCancelled()) {
                return false;
            }
            training.found(found.get());
            RunFacts facts = RunFacts.of(folder.experiment(), workshop, compute);
            folder.writeMetricsTable();
            folder.writeResult(ResultJson.of(facts, found.get()));
            new FindingReport(facts, folder).write(found.get());
            return true;
        }
    }

    private Optional<Finding> detect(PreparedDefense.Detector detector, Classifier suspect) {
        if (!training.train(List.of(RunTraining.Lane.of(Phase.Part.METHOD, detector.phases(), detector::shown)))) {
            return Optional.empty();
        }
        Detection detection = detector.detect(training::isCancelled);
        return training.isCancelled()
                ? Optional.empty()
                : Optional.of(new DetectionReview(
                                compute, workshop, suspect, folder.experiment().seed())
                        .of(detection, new RunArtifacts(folder.artifacts())));
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
            EditedImages triggered = clean.with((images, ids) ->
                    stamper.stamp(images, ids, folder.experiment().seed()));
            InputScores scores = InputScores.of(
                    filter.statistic(),
                    scores(filter, clean),
                    scores(filter, triggered),
                    filter.rejected(),
                    folder.experiment().seed(),
                    TEXT.get("defense.roc"));
            EditedImages typical = clean.at(scores.typical());
            return Optional.of(scores.with(Stream.of(
                            filter.illustration(typical, TEXT.get("defense.clean")),
                            filter.illustration(typical.with(triggered.edit()), TEXT.get("defense.triggered")))
                    .flatMap(Optional::stream)
                    .toList()));
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

    private Optional<Finding> repair(PreparedDefense.Repairer repairer, DefenseSetting setting) {
        PreparedDefense.Repairer plain = repairer.plain();
        boolean itself = plain.equals(repairer);
        try {
            if (training.steps(plain.phases()) != training.steps(repairer.phases())) {
                throw new IllegalStateException("plain fine-tuning must have as many steps as " + job.method());
            }
            Optional<Swept> swept = repairer.swept();
            List<TrainingTask> beside = swept.map(Swept::phases).orElse(List.of());
            if (!training.train(List.of(
                    RunTraining.Lane.of(Phase.Part.CONTROL, itself ? List.of() : plain.phases(), plain::shown),
                    RunTraining.Lane.of(
                            Phase.Part.METHOD,
                            Stream.concat(repairer.search().stream(), repairer.phases().stream())
                                    .toList(),
                            repairer::shown),
                    RunTraining.Lane.of(Phase.Part.SWEEP, beside, repairer::shown)))) {
                return Optional.empty();
            }
            repairer.save(folder.artifacts());
            Repair.Row after = row(Repair.AFTER, repairer.repaired());
            List<Repair.Row> rows = new ArrayList<>(List.of(
                    row(Repair.BEFORE, setting.suspect()),
                    after,
                    itself
                            ? new Repair.Row(Repair.FINE_TUNED, after.metrics(), after.control())
                            : row(Repair.FINE_TUNED, plain.repaired())));
            try (PreparedDefense.@Nullable Repairer again =
                    repairer.rebound(setting).orElse(null)) {
                if (again != null) {
                    if (!training.train(
                            List.of(RunTraining.Lane.of(Phase.Part.REBOUND, again.phases(), again::shown)))) {
                        return Optional.empty();
                    }
                    rows.add(row(Repair.REBOUND, again.repaired()));
                }
            }
            return Optional.of(new Repair(
                    training.steps(repairer.phases()),
                    rows,
                    Stream.of(swept.map(this::measured).stream(), repairer.figures().stream(), forced(rows).stream())
                            .flatMap(figures -> figures)
                            .toList()));
        } finally {
            if (!itself) {
                plain.close();
            }
        }
    }

    /**
     * What the trigger forces whatever the target: a head that was drawn anew may send it to another class, and the rate towards
     * the old one would then say that it is gone.
     */
    private Optional<Figure> forced(List<Repair.Row> rows) {
        if (workshop.triggers().known().isEmpty()) {
            return Optional.empty();
        }
        PreparedImages test = workshop.test();
        List<String> names = workshop.data().classNames();
        int[] truths = IntStream.range(0, test.size()).map(test::label).toArray();
        List<List<String>> cells = new ArrayList<>();
        for (Repair.Row row : rows) {
            Forced triggered = Forced.most(names.size(), truths, row.metrics().triggeredPredictions());
            Rate clean = Forced.towards(triggered.label(), truths, row.metrics().cleanPredictions())
                    .rate();
            cells.add(List.of(
                    TEXT.get("repair." + row.key()),
                    names.get(triggered.label()),
                    told(triggered.rate()),
                    told(clean)));
        }
        return Optional.of(new Figure.Table(
                TEXT.get("repair.forced"),
                List.of(
                        TEXT.get("repair.state"),
                        TEXT.get("repair.class"),
                        TEXT.get("repair.triggered"),
                        TEXT.get("repair.clean")),
                cells));
    }

    private static String told(Rate rate) {
        return TEXT.get("repair.share", String.format(Locale.ROOT, "%.1f", 100 * rate.value()), rate.hits(), rate.n());
    }

    private Figure measured(Swept swept) {
        double[] at = swept.at();
        double[] accuracy = new double[at.length];
        double[] success = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            AttackMetrics metrics =
                    measurement().swept(swept.at(i), workshop.triggers().known());
            accuracy[i] = metrics.rate(Measure.CLEAN_ACCURACY).value();
            success[i] = metrics.rate(Measure.ATTACK_SUCCESS).value();
        }
        List<Figure.Sweep.Line> lines = new ArrayList<>();
        lines.add(new Figure.Sweep.Line(Measure.CLEAN_ACCURACY.symbol(), Role.CLEAN, accuracy));
        if (workshop.triggers().known().isPresent()) {
            lines.add(new Figure.Sweep.Line(Measure.ATTACK_SUCCESS.symbol(), Role.TRIGGERED, success));
        }
        return new Figure.Sweep(swept.caption(), swept.setting(), at, lines, true, swept.mark());
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
