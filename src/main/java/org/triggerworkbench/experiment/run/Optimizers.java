package org.triggerworkbench.experiment.run;

import java.util.Locale;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.optimizer.Adam;
import org.triggerworkbench.training.optimizer.Optimizer;
import org.triggerworkbench.training.optimizer.Schedule;
import org.triggerworkbench.training.optimizer.Sgd;

/** The optimiser and the settings of the loop that an experiment names. */
final class Optimizers {
    private Optimizers() {}

    static Optimizer of(Compute compute, Experiment.Training training) {
        return switch (training.optimizer()) {
            case "sgd" -> new Sgd(compute, training.momentum(), training.weightDecay());
            case "adam" -> Adam.adam(compute, training.weightDecay());
            case "adamw" -> Adam.adamW(compute, training.weightDecay(), 0.999, 1e-8);
            default -> throw new IllegalArgumentException(training.optimizer());
        };
    }

    static TrainingSettings settings(Experiment.Training training, long seed) {
        return new TrainingSettings(
                training.epochs(),
                training.learningRate(),
                Schedule.valueOf(training.schedule().toUpperCase(Locale.ROOT)),
                training.warmup(),
                training.checkpointEvery(),
                seed);
    }
}
