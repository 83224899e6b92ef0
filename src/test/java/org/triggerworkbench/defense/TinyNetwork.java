package org.triggerworkbench.defense;

import java.util.List;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.training.CheckpointStore;
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

/** A small network with random weights to be repaired, and a training of a few steps. */
final class TinyNetwork {
    static final int EDGE = 8;

    private TinyNetwork() {}

    static NetworkClassifier create(Compute compute, String architecture) {
        InputSpec usual = Architecture.named(architecture).input();
        InputSpec input = new InputSpec(EDGE, EDGE, usual.mean(), usual.std(), usual.resize());
        ModelCard card = new ModelCard("tiny", architecture, DefenseFixture.LABELS, input, "");
        return NetworkClassifier.create(compute, card, DefenseFixture.LABELS.size(), 1);
    }

    /** Trains a phase with Adam and weight decay. */
    static void train(Compute compute, TrainingTask task, int epochs) {
        TrainingSettings settings = new TrainingSettings(epochs, 0.01, Schedule.CONSTANT, 0, 100, 1);
        MetricStream metrics = new MetricStream(List.of());
        try (metrics) {
            compute.gradientThread()
                    .submitRun("test", () -> {
                        try (Optimizer optimizer = Adam.adam(compute, 0.01)) {
                            return new Trainer(compute, new RunControl(), metrics, CheckpointStore.NONE, null)
                                    .run(new TrainingPhase(
                                            Phase.only(task.name(), Phase.Part.METHOD), task, optimizer, settings));
                        }
                    })
                    .join();
        }
    }
}
