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
            if (!training.train(List.of(lane(Phase.Part.CONTROL, clean), lane(Phase.Part.METHOD, attacked)))) {
                return false;
            }
            // One whose trigger is of its own making cannot be told where to put it.
            List<RunOutcome.Position> elsewhere =
                    workshop.triggers().isMovable(attacked.trigger()) ? trainElsewhere(own) : List.of();
            if (training.isCancelled()) {
                return false;
            }
            // An attack may have made a trigger of its own out of the experiment's.
            Trigger trigger = attacked.trigger();
            writeArtifacts(clean, attacked, trigger);
            RunOutcome outcome = measure(clean, attacked, trigger, elsewhere);
            if (training.isCancelled()) {
                return false;
            }
            RunFacts facts = RunFacts.of(folder.experiment(), workshop, compute);
            folder.writeResult(ResultJson.of(facts, outcome));
            new RunReport(facts, folder, outcome)
                    .write(new ReportPictures(compute, workshop, folder.experiment(), trigger), clean, attacked);
            return true;
        }
    }

    private static RunTraining.Lane lane(Phase.Part part, PreparedAttack prepared) {
        return RunTraining.Lane.of(part, prepared.phases(), prepared::shown);
    }

    private List<RunOutcome.Position> trainElsewhere(Trigger own) {
        int n = workshop.triggers().isMovable(own)
                ? folder.experiment().report().trainedPositions()
                : 0;
        List<RunOutcome.Position> positions = new ArrayList<>();
        for (int cell = 0; cell < n * n && !training.isCancelled(); cell++) {
            int row = cell / n;
            int column = cell % n;
            Trigger moved = workshop.triggers().at(own, row, column, n);
            try (PreparedAttack attacked = attack.prepare(workshop.setting(moved))) {
                if (training.train(List.of(elsewhere(attacked, "position-" + row + "-" + column)))) {
                    positions.add(new RunOutcome.Position(
                            row, column, measurement().of(attacked.attacked(), attacked.trigger())));
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
            PreparedAttack clean, PreparedAttack attacked, Trigger trigger, List<RunOutcome.Position> elsewhere) {
        Map<String, AttackMetrics> controls = new LinkedHashMap<>();
        attacked.controls(clean)
                .forEach(control -> controls.put(control.name(), measurement().of(control.model(), control.trigger())));
        Map<String, String> hashes = new TreeMap<>();
        for (PreparedAttack trained : List.of(clean, attacked)) {
            trained.phases().forEach(task -> hashes.put(task.name(), hash(task)));
        }
        return new RunOutcome(
                workshop.target().one(),
                attacked.poisoned().map(poisoned -> poisoned.length),
                training.steps(attacked.phases()),
                measurement().of(attacked.attacked(), trigger),
                controls,
                measurement().similarity(trigger),
                measurement()
                        .moved(
                                attacked.attacked(),
                                trigger,
                                folder.experiment().report().positions()),
                elsewhere,
                attacked.figures(clean, workshop.test()),
                hashes);
    }

    private void writeArtifacts(PreparedAttack clean, PreparedAttack attacked, Trigger trigger) {
        Path artifacts = folder.artifacts();
        writePoisoned(attacked);
        clean.save(artifacts);
        attacked.save(artifacts);
        int width = workshop.test().width();
        int height = workshop.test().height();
        RunArtifacts made = new RunArtifacts(artifacts);
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
