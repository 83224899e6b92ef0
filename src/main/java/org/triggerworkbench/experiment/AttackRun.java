package org.triggerworkbench.experiment;

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
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.attack.Attack;
import org.triggerworkbench.attack.AttackSetting;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.attack.Level;
import org.triggerworkbench.attack.PreparedAttack;
import org.triggerworkbench.compute.AtomicFiles;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Hashes;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.training.MetricStream;
import org.triggerworkbench.training.Optimizer;
import org.triggerworkbench.training.PhaseTask;
import org.triggerworkbench.training.RunControl;
import org.triggerworkbench.training.Trainer;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.training.WeightsListener;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/** One run of an attack: its phases in order, then what is measured and written. */
final class AttackRun {
    private final Compute compute;
    private final RunFolder folder;
    private final Experiment experiment;
    private final Workshop workshop;
    private final RunControl control;
    private final MetricStream metrics;
    private final @Nullable WeightsListener weights;
    private final Measurement measurement;
    private final Attack attack;

    AttackRun(
            Compute compute,
            RunFolder folder,
            Workshop workshop,
            RunControl control,
            MetricStream metrics,
            @Nullable WeightsListener weights) {
        this.compute = compute;
        this.folder = folder;
        this.experiment = folder.experiment();
        this.workshop = workshop;
        this.control = control;
        this.metrics = metrics;
        this.weights = weights;
        this.measurement = new Measurement(compute, workshop, experiment.seed());
        this.attack = Attacks.named(experiment.attack().method());
    }

    /**
     * Trains what is not yet trained, measures, writes.
     *
     * @return false if the run was cancelled on the way
     */
    boolean finish() {
        Trigger trigger = workshop.triggers().own();
        try (PreparedAttack clean = attack.prepareControl(workshop.setting(trigger))) {
            if (!train(clean)) {
                return false;
            }
            try (PreparedAttack attacked = attack.prepare(setting(clean, trigger))) {
                writePoisoned(attacked);
                // An attack may have made a trigger of its own out of the experiment's.
                return train(attacked) && finish(clean, attacked, attacked.trigger());
            }
        }
    }

    private boolean finish(PreparedAttack clean, PreparedAttack attacked, Trigger trigger) {
        List<Outcome.Position> trained =
                trainPositions(clean, workshop.triggers().own());
        if (control.isCancelled()) {
            return false;
        }
        metrics.flush();
        writeArtifacts(clean, attacked, trigger);
        Outcome outcome = measure(clean, attacked, trigger, trained);
        if (control.isCancelled()) {
            return false;
        }
        folder.writeResult(
                ResultJson.of(experiment, workshop, compute.device().toString(), compute.threads(), outcome));
        new RunReport(compute, folder, workshop, attack.level(), outcome).write(clean, attacked, trigger);
        return true;
    }

    /** The setting of an attack whose epochs are told beside what the control answers. */
    private AttackSetting setting(PreparedAttack clean, Trigger trigger) {
        return workshop.setting(trigger)
                .withControl(measurement
                        .ofValidation(clean.attacked(), controlTrigger(trigger))
                        .attackSuccess()
                        .value());
    }

    /** What the control is asked with: the trigger of the attack, or noise in its place where the trigger is the attack. */
    private Trigger controlTrigger(Trigger trigger) {
        return switch (attack.level()) {
            case PROMPT, MODEL -> trigger;
            case INPUT -> workshop.triggers().noise(trigger);
        };
    }

    private boolean train(TrainingTask task) {
        try (Optimizer optimizer = Optimizers.of(compute, experiment.training())) {
            return new Trainer(
                            compute,
                            Optimizers.settings(experiment.training(), experiment.seed()),
                            control,
                            metrics,
                            folder.checkpoints(),
                            weights)
                    .run(task, optimizer);
        }
    }

    private List<Outcome.Position> trainPositions(PreparedAttack clean, Trigger own) {
        int n = workshop.triggers().isMovable(own) ? experiment.report().trainedPositions() : 0;
        List<Outcome.Position> positions = new ArrayList<>();
        for (int cell = 0; cell < n * n && !control.isCancelled(); cell++) {
            int row = cell / n;
            int column = cell % n;
            Trigger moved = workshop.triggers().at(own, row, column, n);
            try (PreparedAttack attacked = attack.prepare(setting(clean, moved))) {
                if (train(new PhaseTask("position-" + row + "-" + column, attacked))) {
                    positions.add(
                            new Outcome.Position(row, column, measurement.of(attacked.attacked(), attacked.trigger())));
                }
            }
        }
        return positions;
    }

    private Outcome measure(
            PreparedAttack clean, PreparedAttack attacked, Trigger trigger, List<Outcome.Position> trained) {
        Map<String, AttackMetrics> controls = new LinkedHashMap<>();
        AttackMetrics control = measurement.of(clean.attacked(), controlTrigger(trigger));
        switch (attack.level()) {
            case PROMPT -> {
                controls.put("cleanPrompt", control);
                controls.put("noPrompt", measurement.of(withoutPrompt(), trigger));
            }
            case MODEL -> controls.put("cleanModel", control);
            case INPUT -> controls.put("randomPatch", control);
        }
        if (attack.level() != Level.INPUT) {
            controls.put(
                    "otherTrigger",
                    measurement.of(attacked.attacked(), workshop.triggers().noise(trigger)));
        }
        controls.put("negativeTrigger", measurement.of(attacked.attacked(), Triggers.negative(trigger)));
        return new Outcome(
                workshop.targetIndex(),
                attacked.poisoned().length,
                (long) experiment.training().epochs() * attacked.stepsPerEpoch(),
                measurement.of(attacked.attacked(), trigger),
                control,
                controls,
                measurement.similarity(trigger),
                measurement.moved(
                        attacked.attacked(), trigger, experiment.report().positions()),
                trained,
                new TreeMap<>(Map.of(clean.name(), hash(clean), attacked.name(), hash(attacked))));
    }

    private PromptedClassifier withoutPrompt() {
        return new PromptedClassifier(
                workshop.source(), null, workshop.mapping(), workshop.data().classNames());
    }

    private void writeArtifacts(PreparedAttack clean, PreparedAttack attacked, Trigger trigger) {
        Path artifacts = folder.artifacts();
        clean.save(artifacts);
        attacked.save(artifacts);
        int width = workshop.test().width();
        int height = workshop.test().height();
        TriggerFiles.write(artifacts.resolve("trigger.safetensors"), trigger, width, height);
        // The controls with another trigger can be measured again, too.
        TriggerFiles.write(
                artifacts.resolve("noise-trigger.safetensors"),
                workshop.triggers().noise(trigger),
                width,
                height);
        if (Triggers.canBePng(trigger)) {
            TriggerFiles.write(artifacts.resolve("trigger.png"), trigger, width, height);
        }
    }

    private void writePoisoned(PreparedAttack attacked) {
        if (attack.level() == Level.INPUT) {
            return;
        }
        Map<String, Object> poisoned = new LinkedHashMap<>();
        poisoned.put("indices", attacked.poisoned());
        poisoned.put(
                "ids",
                IntStream.of(attacked.poisoned())
                        .mapToObj(workshop.data().train()::id)
                        .toList());
        String json = new GsonBuilder().setPrettyPrinting().create().toJson(poisoned);
        AtomicFiles.write(folder.artifacts().resolve("poisoned.json"), json.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(PreparedAttack trained) {
        Map<String, HostTensor> tensors = new TreeMap<>();
        for (Map<String, NDArray> part : List.of(trained.trainable(), trained.state())) {
            for (Map.Entry<String, NDArray> entry : part.entrySet()) {
                tensors.put(entry.getKey(), Compute.toHost(entry.getValue()));
            }
        }
        return Hashes.sha256(tensors);
    }
}
