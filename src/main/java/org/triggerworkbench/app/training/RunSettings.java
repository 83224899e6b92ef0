package org.triggerworkbench.app.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.triggerworkbench.app.training.form.FormModel;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.TrainingParameters;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.text.Messages;

/** What every training has beside its attack's own parameters, as the same kind of description. */
public final class RunSettings {
    static final String EPOCHS = TrainingParameters.EPOCHS;
    static final String BATCH = TrainingParameters.BATCH;
    static final String RATE = TrainingParameters.RATE;
    static final String OPTIMIZER = TrainingParameters.OPTIMIZER;
    static final String SCHEDULE = TrainingParameters.SCHEDULE;
    /** Clean images that a defender is given. */
    public static final String BUDGET = "budget";

    public static final String TRAIN = "train";
    public static final String VALIDATION = "validation";
    static final String TEST = "test";
    static final String WARMUP = TrainingParameters.WARMUP;
    static final String MOMENTUM = TrainingParameters.MOMENTUM;
    static final String DECAY = TrainingParameters.DECAY;

    /** Which weights an attack on a model begins with: a row of what was made by a known recipe. */
    static final String BEGINNING = "beginning";

    private static final Messages TEXT = Messages.of(RunSettings.class);
    private static final String OPEN_MODEL = TEXT.get("beginning.open");
    private static final String AS_MADE = TEXT.get("beginning.made");

    private RunSettings() {}

    /** Small and quick: the curves should move at once. */
    private static final Map<String, Object> QUICK = Map.of(EPOCHS, 6.0, BATCH, 32.0, RATE, 0.1);

    /** What a slider reaches; files may ask for more. */
    private static final Map<String, Double> MOST =
            Map.of(EPOCHS, 500.0, BATCH, 512.0, RATE, 10.0, WARMUP, 1000.0, DECAY, 1.0);

    /** How many images; a form asks for more than a few and for no more than a window can wait for. */
    private static final List<Parameter> IMAGES = List.of(
            new Parameter.Numeric(TRAIN, 1500, 16, 20_000, true, false),
            new Parameter.Numeric(VALIDATION, 256, 16, 10_000, true, true),
            new Parameter.Numeric(TEST, 1000, 16, 10_000, true, true));

    private static final Parameter.Numeric GIVEN = new Parameter.Numeric(
            BUDGET, ((Experiment.Defense) Experiment.DEFENSE_PRESET.job()).budget(), 16, 5000, true, false);

    /** A defence trains gently, as its files do. */
    private static final Map<String, Object> GENTLE = Map.of(
            EPOCHS, (double) Experiment.DEFENSE_PRESET.training().epochs(),
            BATCH, (double) Experiment.DEFENSE_PRESET.training().batch(),
            RATE, Experiment.DEFENSE_PRESET.training().learningRate());

    /** The row of what a defender is given. */
    static List<FormModel.Field> given() {
        return List.of(new FormModel.Field(
                GIVEN, TEXT.get("setting.budget"), TEXT.get("setting.sentence.budget"), GIVEN.preset()));
    }

    /**
     * The rows of a defence.
     *
     * @param own values of the method's that stand in for the gentle ones
     */
    static List<FormModel.Field> ofDefence(Map<String, Object> own) {
        Map<String, Object> usual = new HashMap<>(GENTLE);
        usual.putAll(own);
        return fields(usual, Map.of());
    }

    /**
     * The rows of a form.
     *
     * @param own values that stand in for those here: the method's
     * @param usual values that stand in for both
     */
    static List<FormModel.Field> fields(Map<String, Object> own, Map<String, Object> usual) {
        return Stream.concat(TrainingParameters.all().stream().map(RunSettings::reachable), IMAGES.stream())
                .map(parameter -> new FormModel.Field(
                        parameter,
                        TEXT.get("setting." + parameter.key()),
                        TEXT.get("setting.sentence." + parameter.key()),
                        usual.getOrDefault(
                                parameter.key(),
                                own.getOrDefault(
                                        parameter.key(), QUICK.getOrDefault(parameter.key(), preset(parameter))))))
                .toList();
    }

    /** The rows of a method that made what is open: with the values of that recipe. */
    static List<FormModel.Field> made(Experiment recipe) {
        Experiment.Training training = recipe.training();
        Map<String, Object> usual = new HashMap<>(Map.of(
                EPOCHS, (double) training.epochs(),
                BATCH, (double) training.batch(),
                OPTIMIZER, training.optimizer(),
                RATE, training.learningRate(),
                SCHEDULE, training.schedule(),
                WARMUP, (double) training.warmup(),
                MOMENTUM, training.momentum(),
                DECAY, training.weightDecay()));
        usual.put(TRAIN, (double) recipe.data().train());
        usual.put(VALIDATION, (double) recipe.data().validation());
        usual.put(TEST, (double) recipe.data().test());
        List<FormModel.Field> fields = fields(Map.of(), usual);
        return recipe.job().known().level() == Level.MODEL
                ? Stream.concat(Stream.of(beginning()), fields.stream()).toList()
                : fields;
    }

    private static FormModel.Field beginning() {
        Parameter.Choice choice = new Parameter.Choice(BEGINNING, AS_MADE, List.of(AS_MADE, OPEN_MODEL), false);
        return new FormModel.Field(
                choice, TEXT.get("setting.beginning"), TEXT.get("setting.sentence.beginning"), AS_MADE);
    }

    /** Whether a run begins with the weights that the recipe of what is open began with. */
    static boolean beginsAsMade(FormModel form) {
        return form.fields().stream().anyMatch(field -> field.key().equals(BEGINNING))
                && form.choice(BEGINNING).equals(AS_MADE);
    }

    private static Parameter reachable(Parameter parameter) {
        return parameter instanceof Parameter.Numeric number
                ? new Parameter.Numeric(
                        number.key(),
                        number.preset(),
                        number.least(),
                        MOST.getOrDefault(number.key(), number.most()),
                        number.whole(),
                        number.advanced())
                : parameter;
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

    static Experiment.Data data(LiveRequest request, FormModel form) {
        return new Experiment.Data(
                request.data(),
                form.whole(TRAIN),
                form.whole(VALIDATION),
                form.whole(TEST),
                request.reading().broken() == BrokenPictures.LEAVE_OUT);
    }
}
