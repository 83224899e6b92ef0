package org.triggerworkbench.attack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.training.CheckpointStore;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.MetricStream;
import org.triggerworkbench.training.Phase;
import org.triggerworkbench.training.RunControl;
import org.triggerworkbench.training.Trainer;
import org.triggerworkbench.training.TrainingPhase;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.training.optimizer.Adam;
import org.triggerworkbench.training.optimizer.Optimizer;
import org.triggerworkbench.training.optimizer.Schedule;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/** Attacks on a CLIP of a few thousand weights with images of 64 x 64 pixels and four classes. */
final class ClipFixture {
    static final int EDGE = 64;

    private ClipFixture() {}

    /** A classifier that owns the model. */
    static ZeroShotClassifier open(Compute compute) {
        return new ZeroShotClassifier(
                ClipModel.load(compute, Path.of("src/test/resources/parity/clip-tiny")),
                AttackFixture.LABELS,
                AttackFixture.LABELS.stream()
                        .map(label -> List.of("a photo of a " + label))
                        .toList(),
                true);
    }

    /** A white patch of 16 x 16 at the top left. */
    static AttackSetting setting(
            Compute compute,
            ZeroShotClassifier source,
            Attack attack,
            Map<String, Object> values,
            int train,
            int batch) {
        AttackSetting usual = AttackFixture.setting(compute, source, Map.of(), 1);
        return new AttackSetting(
                compute,
                source,
                usual.mapping(),
                usual.labels(),
                usual.prompt(),
                0,
                AttackFixture.images(train, EDGE),
                AttackFixture.images(16, EDGE),
                new Target.AllToOne(AttackFixture.TARGET),
                Trigger.Patch.of(PatchPatterns.solid(16, 16, 1, 1, 1), 1, new Placement.Fixed(0, 0)),
                ParameterValues.strictly(attack.parameters(), values),
                batch,
                1);
    }

    /** Trains all phases; returns the losses of each step. */
    static List<Map<String, Double>> train(Compute compute, PreparedAttack attack, int epochs, double rate) {
        List<Map<String, Double>> losses = new CopyOnWriteArrayList<>();
        TrainingSettings usual = new TrainingSettings(epochs, rate, Schedule.CONSTANT, 0, 1000, 1);
        try (MetricStream metrics = new MetricStream(List.of(event -> {
            if (event instanceof MetricEvent.Step step) {
                losses.add(step.losses());
            }
        }))) {
            compute.gradientThread()
                    .submitRun("test", () -> {
                        List<TrainingPhase> phases = new ArrayList<>();
                        List<Optimizer> optimizers = new ArrayList<>();
                        try {
                            for (TrainingTask task : attack.phases()) {
                                Optimizer optimizer = task.optimizer(() -> Adam.adam(compute, 0));
                                optimizers.add(optimizer);
                                Phase phase = new Phase(
                                        task.name(),
                                        Phase.Part.METHOD,
                                        phases.size() + 1,
                                        attack.phases().size());
                                phases.add(new TrainingPhase(phase, task, optimizer, task.settings(usual)));
                            }
                            return new Trainer(compute, new RunControl(), metrics, CheckpointStore.NONE, null)
                                    .run(List.of(phases), Trainer.WHOLE);
                        } finally {
                            optimizers.forEach(Optimizer::close);
                        }
                    })
                    .join();
        }
        return losses;
    }
}
