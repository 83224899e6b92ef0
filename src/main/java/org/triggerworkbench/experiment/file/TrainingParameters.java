package org.triggerworkbench.experiment.file;

import java.util.List;
import org.triggerworkbench.method.Parameter;

/** The settings of every training, once for the check of files and the window's form. */
public final class TrainingParameters {
    public static final String EPOCHS = "epochs";
    public static final String BATCH = "batch";
    public static final String RATE = "learning-rate";
    public static final String OPTIMIZER = "optimizer";
    public static final String SCHEDULE = "schedule";
    public static final String WARMUP = "warmup";
    public static final String MOMENTUM = "momentum";
    public static final String DECAY = "weight-decay";

    private TrainingParameters() {}

    /** All of them, with the presets of experiment files. */
    public static List<Parameter> all() {
        Experiment.Training preset = Experiment.PRESET.training();
        return List.of(
                new Parameter.Numeric(EPOCHS, preset.epochs(), 1, 1_000_000, true, false),
                new Parameter.Numeric(BATCH, preset.batch(), 1, 65_536, true, false),
                new Parameter.Numeric(RATE, preset.learningRate(), 0, 1e6, false, false),
                new Parameter.Choice(OPTIMIZER, preset.optimizer(), List.of("sgd", "adam", "adamw"), false),
                new Parameter.Choice(SCHEDULE, preset.schedule(), List.of("constant", "cosine"), false),
                new Parameter.Numeric(WARMUP, preset.warmup(), 0, 100_000_000, true, true),
                new Parameter.Numeric(MOMENTUM, preset.momentum(), 0, 1, false, true),
                new Parameter.Numeric(DECAY, preset.weightDecay(), 0, 1000, false, true));
    }
}
