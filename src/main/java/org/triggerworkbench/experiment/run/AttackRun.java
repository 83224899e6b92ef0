package org.triggerworkbench.experiment.run;

import ai.djl.ndarray.NDArray;
import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.triggerworkbench.attack.Attack;
import org.triggerworkbench.attack.AttackSetting;
import org.triggerworkbench.attack.Measured;
import org.triggerworkbench.attack.PreparedAttack;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.compute.file.Hashes;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.experiment.folder.RunArtifacts;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.open.OpenedExperiment;
import org.triggerworkbench.experiment.open.Triggers;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.training.Phase;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/** One run of an attack: it and its control are trained, then measured, then written. */
record AttackRun(Compute compute, RunFolder folder, OpenedExperiment workshop, RunTraining training, Attack attack) {

    /**
     * Trains what is not yet trained, measures, writes.
     *
     * @return false if the run was cancelled on the way
     */
    boolean finish() {
        Trigger own = workshop.triggers().own();
        AttackSetting setting = workshop.setting(own);
        try (PreparedAttack clean = attack.prepareControl(setting);
                PreparedAttack attacked = attack.prepare(setting)) {
            clean.controlOf(attacked);
            // The control comes second, so that at its epochs' ends the attack has made as much of its trigger.
            if (!training.train(List.of(lane(Phase.Part.METHOD, attacked), lane(Phase.Part.CONTROL, clean)))) {
                return false;
            }
            // An attack may have made a trigger of its own out of the experiment's.
            Measured measured = attacked.measured();
            List<RunOutcome.Position> elsewhere =
                    measured instanceof Measured.OnImages(var _, Trigger trigger) && isMovable(trigger)
                            ? trainElsewhere(own)
                            : List.of();
            if (training.isCancelled()) {
                return false;
            }
            writeArtifacts(clean, attacked, measured);
            RunOutcome outcome = measure(clean, attacked, measured, elsewhere);
            if (training.isCancelled()) {
                return false;
            }
            RunFacts facts = RunFacts.of(folder.experiment(), workshop, compute);
            folder.writeMetricsTable();
            folder.writeResult(ResultJson.of(facts, outcome));
            new RunReport(facts, folder, outcome).write(examples(measured, clean));
            return true;
        }
    }

    private ReportExamples examples(Measured measured, PreparedAttack clean) {
        return switch (measured) {
            case Measured.OnImages images ->
                new ReportPictures(
                        compute,
                        workshop,
                        folder.experiment(),
                        images,
                        clean.measured() instanceof Measured.OnImages honest ? honest.model() : images.model());
            case Measured.OnTexts texts ->
                new ReportTexts(workshop, texts, measurement().texts());
        };
    }

    private boolean isMovable(Trigger trigger) {
        return workshop.triggers().isMovable(trigger);
    }

    private static RunTraining.Lane lane(Phase.Part part, PreparedAttack prepared) {
        return RunTraining.Lane.of(part, prepared.phases(), prepared::shown);
    }

    private List<RunOutcome.Position> trainElsewhere(Trigger own) {
        int n = isMovable(own) ? folder.experiment().report().trainedPositions() : 0;
        List<RunOutcome.Position> positions = new ArrayList<>();
        for (int cell = 0; cell < n * n && !training.isCancelled(); cell++) {
            int row = cell / n;
            int column = cell % n;
            Trigger moved = workshop.triggers().at(own, row, column, n);
            try (PreparedAttack attacked = attack.prepare(workshop.setting(moved))) {
                if (training.train(List.of(elsewhere(attacked, "position-" + row + "-" + column)))) {
                    positions.add(
                            new RunOutcome.Position(row, column, measurement().of(attacked.measured())));
                }
            }
        }
        return positions;
    }

    private static RunTraining.Lane elsewhere(PreparedAttack attacked, String place) {
        Map<String, TrainingTask> phases = new LinkedHashMap<>();
        attacked.phases().forEach(task -> phases.put(phases.isEmpty() ? place : place + "-" + task.name(), task));
        return new RunTraining.Lane(Phase.Part.ELSEWHERE, phases, attacked::shown);
    }

    private RunOutcome measure(
            PreparedAttack clean, PreparedAttack attacked, Measured measured, List<RunOutcome.Position> elsewhere) {
        Map<String, AttackMetrics> controls = new LinkedHashMap<>();
        attacked.controls(clean)
                .forEach(control -> controls.put(control.name(), measurement().of(control.measured())));
        Map<String, String> hashes = new TreeMap<>();
        for (PreparedAttack trained : List.of(clean, attacked)) {
            trained.phases().forEach(task -> hashes.put(task.name(), hash(task)));
        }
        return new RunOutcome(
                workshop.target().one(),
                attacked.poisoned().map(poisoned -> poisoned.length),
                training.steps(attacked.phases()),
                measurement().of(measured),
                controls,
                measured instanceof Measured.OnImages(var _, Trigger trigger)
                        ? measurement().similarity(trigger)
                        : Map.of(),
                moved(measured),
                elsewhere,
                attacked.figures(clean, workshop.test()),
                hashes);
    }

    private List<RunOutcome.Position> moved(Measured measured) {
        return measured instanceof Measured.OnImages(Classifier model, Trigger trigger)
                ? measurement()
                        .moved(model, trigger, folder.experiment().report().positions())
                : List.of();
    }

    private void writeArtifacts(PreparedAttack clean, PreparedAttack attacked, Measured measured) {
        Path artifacts = folder.artifacts();
        writePoisoned(attacked);
        clean.save(artifacts);
        attacked.save(artifacts);
        if (measured instanceof Measured.OnImages(var _, Trigger trigger)) {
            writeTrigger(trigger, new RunArtifacts(artifacts));
        }
    }

    private void writeTrigger(Trigger trigger, RunArtifacts made) {
        int width = workshop.test().width();
        int height = workshop.test().height();
        TriggerFiles.write(made.trigger(), trigger, width, height);
        // The controls with another trigger can be measured again, too.
        TriggerFiles.write(made.noiseTrigger(), workshop.triggers().noise(trigger), width, height);
        if (Triggers.canBePng(trigger)) {
            TriggerFiles.write(made.triggerPicture(), trigger, width, height);
        }
    }

    private void writePoisoned(PreparedAttack attacked) {
        attacked.poisoned().ifPresent(indices -> {
            Map<String, Object> poisoned = new LinkedHashMap<>();
            poisoned.put("indices", indices);
            poisoned.put(
                    "ids",
                    IntStream.of(indices).mapToObj(workshop.data().train()::id).toList());
            String json = new GsonBuilder().setPrettyPrinting().create().toJson(poisoned);
            AtomicFiles.write(new RunArtifacts(folder.artifacts()).poisoned(), json.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static String hash(TrainingTask trained) {
        Map<String, HostTensor> tensors = new TreeMap<>();
        for (Map<String, NDArray> part : List.of(trained.trainable(), trained.state())) {
            for (Map.Entry<String, NDArray> entry : part.entrySet()) {
                tensors.put(entry.getKey(), Compute.toHost(entry.getValue()));
            }
        }
        return Hashes.sha256(tensors);
    }

    private Measurement measurement() {
        return new Measurement(compute, workshop, folder.experiment().seed());
    }
}
