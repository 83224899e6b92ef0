package org.triggerworkbench.app.training;

import java.util.List;
import java.util.Map;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.experiment.Experiment;
import org.triggerworkbench.text.Messages;

/** What every training has beside its attack's own parameters, as the same kind of description. */
final class RunSettings {
    static final String EPOCHS = "epochs";
    static final String BATCH = "batch";
    static final String RATE = "learning-rate";
    static final String OPTIMIZER = "optimizer";
    static final String SCHEDULE = "schedule";
    static final String TRAIN = "train";
    static final String VALIDATION = "validation";
    static final String TEST = "test";
    static final String WARMUP = "warmup";
    static final String MOMENTUM = "momentum";
    static final String DECAY = "weight-decay";

    private static final Messages TEXT = Messages.of(RunSettings.class);

    private RunSettings() {}

    /** Small and quick: the curves shall move at once. */
    private static List<Parameter> parameters() {
        return List.of(
                new Parameter.Numeric(EPOCHS, 6, 1, 500, true, false),
                new Parameter.Numeric(BATCH, 32, 1, 512, true, false),
                new Parameter.Numeric(RATE, 0.1, 0, 10, false, false),
                new Parameter.Numeric(TRAIN, 1500, 16, 20_000, true, false),
                new Parameter.Choice(OPTIMIZER, "adam", List.of("sgd", "adam", "adamw"), false),
                new Parameter.Choice(SCHEDULE, "cosine", List.of("constant", "cosine"), false),
                new Parameter.Numeric(WARMUP, 0, 0, 1000, true, true),
                new Parameter.Numeric(MOMENTUM, 0.9, 0, 1, false, true),
                new Parameter.Numeric(DECAY, 0, 0, 1, false, true),
                new Parameter.Numeric(VALIDATION, 256, 16, 10_000, true, true),
                new Parameter.Numeric(TEST, 1000, 16, 10_000, true, true));
    }

    /**
     * The rows of a form.
     *
     * @param usual values that stand in for those here
     */
    static List<FormModel.Field> fields(Map<String, Object> usual) {
        return parameters().stream()
                .map(parameter -> new FormModel.Field(
                        parameter,
                        TEXT.get("setting." + parameter.key()),
                        TEXT.get("setting.sentence." + parameter.key()),
                        usual.getOrDefault(parameter.key(), preset(parameter))))
                .toList();
    }

    private static Object preset(Parameter parameter) {
        return switch (parameter) {
            case Parameter.Numeric number -> number.preset();
            case Parameter.Choice choice -> choice.preset();
        };
    }

    static Experiment.Training training(FormModel form) {
        Experiment.Training preset = Experiment.PRESET.training();
        return new Experiment.Training(
                form.whole(EPOCHS),
                form.whole(BATCH),
                form.choice(OPTIMIZER),
                form.number(RATE),
                form.choice(SCHEDULE),
                form.whole(WARMUP),
                form.number(MOMENTUM),
                form.number(DECAY),
                preset.checkpointEvery(),
                true);
    }

    static Experiment.Data data(String source, FormModel form) {
        return new Experiment.Data(source, form.whole(TRAIN), form.whole(VALIDATION), form.whole(TEST));
    }
}
