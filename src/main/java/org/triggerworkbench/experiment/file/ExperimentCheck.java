package org.triggerworkbench.experiment.file;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.text.PlainNumber;

/** Bounds of the values of an experiment that can be judged before anything is opened. */
final class ExperimentCheck {
    private static final Messages TEXT = Messages.of(ExperimentCheck.class);
    private static final int MANY = 100_000_000;

    private final Path file;

    private ExperimentCheck(Path file) {
        this.file = file;
    }

    /**
     * Checks all bounds.
     *
     * @throws InputException naming the file and the first key out of bounds
     */
    static void require(Path file, Experiment experiment) {
        ExperimentCheck check = new ExperimentCheck(file);
        ComputeDevice.parse(experiment.device());
        check.range("threads", experiment.threads(), 0, 1024);
        check.model(experiment.model());
        check.range("model.size", experiment.model().size(), 0, 4096);
        check.range("data.train", experiment.data().train(), 0, MANY);
        check.range("data.validation", experiment.data().validation(), 1, MANY);
        check.range("data.test", experiment.data().test(), 0, MANY);
        check.job(experiment);
        check.prompt(experiment.prompt());
        check.trigger(experiment.trigger());
        check.training(experiment.training());
        check.range("report.positions", experiment.report().positions(), 0, 64);
        check.range("report.trained-positions", experiment.report().trainedPositions(), 0, 64);
        check.range("report.projected", experiment.report().projected(), 0, 10_000);
    }

    private void model(Experiment.Model model) {
        if (model.source().equals(Experiment.Model.NEW)) {
            if (Architecture.find(model.architecture()) == null) {
                word("model.architecture", model.architecture(), Architecture.names());
            }
            if (!model.output().isEmpty()) {
                throw new InputException(TEXT.get("experiment.newOutput", file));
            }
        }
    }

    /**
     * Checks that what a defence does not use is not set.
     *
     * @throws InputException naming the file and the first such key
     */
    static void requireUsed(Path file, Experiment experiment) {
        if (experiment.job() instanceof Experiment.Defense) {
            ExperimentCheck check = new ExperimentCheck(file);
            Experiment preset = Experiment.DEFENSE_PRESET;
            check.unread(
                    "data.validation",
                    experiment.data().validation() == preset.data().validation());
            check.unread("report", experiment.report().equals(preset.report()));
            check.unread(
                    "prompt",
                    preset.prompt()
                            .withFile(experiment.prompt().file())
                            .withMapping(experiment.prompt().mapping())
                            .equals(experiment.prompt()));
        }
    }

    private void job(Experiment experiment) {
        switch (experiment.job()) {
            case Experiment.AttackSpec _ -> {
                if (!experiment.prompt().file().isEmpty()) {
                    throw new InputException(TEXT.get("experiment.promptFile", file));
                }
                if (experiment.trigger().kind().equals(Experiment.TriggerSpec.NONE)) {
                    throw new InputException(TEXT.get("experiment.noTrigger", file));
                }
            }
            case Experiment.Defense defense -> range("defense.budget", defense.budget(), 1, MANY);
        }
    }

    /** What a defence does not read must not be set, lest it seem to count. */
    private void unread(String key, boolean asPreset) {
        if (!asPreset) {
            throw new InputException(TEXT.get("experiment.unread", file, key));
        }
    }

    private void prompt(Experiment.Prompt prompt) {
        word("prompt.shape", prompt.shape(), List.of("frame", "patch"));
        word("prompt.mode", prompt.mode(), List.of("add", "paste"));
        word("prompt.mapping", prompt.mapping(), List.of("auto", "identity", "first-k", "frequency"));
        range("prompt.width", prompt.width(), 1, 4096);
        range("prompt.height", prompt.height(), 1, 4096);
        range("prompt.initial-scale", prompt.initialScale(), 0, 100);
        range("prompt.std", prompt.std(), 0, 1);
    }

    private void trigger(Experiment.TriggerSpec trigger) {
        word("trigger.kind", trigger.kind(), Experiment.TriggerSpec.KINDS);
        if (trigger.kind().equals("file") && trigger.file().isBlank()) {
            throw new InputException(TEXT.get("experiment.triggerFile", file));
        }
        if (!trigger.colour().matches("#[0-9A-Fa-f]{6}")) {
            throw new InputException(TEXT.get("experiment.colour", file, FileWord.shown(trigger.colour())));
        }
        range("trigger.size", trigger.size(), 1, 4096);
        range("trigger.cell", trigger.cell(), 1, 4096);
        range("trigger.margin", trigger.margin(), 0, 4096);
        range("trigger.opacity", trigger.opacity(), 0, 1);
    }

    private void training(Experiment.Training training) {
        for (RecordComponent component : TomlRecords.components(training)) {
            String key = TomlRecords.key(component);
            TrainingParameters.all().stream()
                    .filter(parameter -> parameter.key().equals(key))
                    .forEach(parameter -> setting("training." + key, parameter, TomlRecords.get(component, training)));
        }
        range("training.checkpoint-every", training.checkpointEvery(), 1, MANY);
    }

    private void setting(String key, Parameter parameter, Object value) {
        switch (parameter) {
            case Parameter.Choice choice -> word(key, (String) value, choice.options());
            case Parameter.Numeric number -> range(key, ((Number) value).doubleValue(), number.least(), number.most());
        }
    }

    private void word(String key, String value, List<String> known) {
        if (!known.contains(value)) {
            throw new InputException(
                    TEXT.get("experiment.word", file, key, FileWord.shown(value), String.join(", ", known)));
        }
    }

    private void range(String key, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new InputException(TEXT.get(
                    "experiment.range", file, key, PlainNumber.of(value), PlainNumber.of(least), PlainNumber.of(most)));
        }
    }
}
