package org.triggerworkbench.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.text.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a defence on a model, as the experiment file with the same settings would. */
@Command(name = "defend", resourceBundle = CommandLines.BUNDLE)
final class DefendCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "METHOD", descriptionKey = "defense")
    private String method = "";

    @Mixin
    private final SubjectOptions subject = new SubjectOptions();

    @Option(names = "--target", paramLabel = "CLASS", defaultValue = "0", descriptionKey = "defenseTarget")
    private String target = "0";

    @Option(names = "--trigger", paramLabel = "FILE", descriptionKey = "defenseTrigger")
    private @Nullable Path trigger;

    @Option(
            names = "--budget",
            paramLabel = "N",
            defaultValue = "500",
            converter = Counts.class,
            descriptionKey = "budget")
    private int budget = 500;

    @Option(names = "--set", paramLabel = "KEY=VALUE", descriptionKey = "defenseSet")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--epochs", paramLabel = "N", converter = Counts.class, descriptionKey = "defenseEpochs")
    private @Nullable Integer epochs;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", descriptionKey = "seed")
    private long seed = 1;

    @Option(names = "--out", paramLabel = "DIR", descriptionKey = "runOut")
    private @Nullable Path out;

    @Mixin
    private final DeviceOptions device = new DeviceOptions();

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        Experiment experiment = experiment(job(own));
        RunFolder folder = RunFolder.create(out == null ? RunCommand.fresh(experiment) : out, experiment);
        long start = System.nanoTime();
        if (!Runs.finish(folder, own.commandLine().getErr(), subject.trustScript)) {
            return CommandLines.FAILED;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        own.commandLine().getOut().println(json ? result(folder, seconds) : folder.path());
        return 0;
    }

    /** A method or a setting that does not exist is a wrong word on the command line, not a broken file. */
    private Experiment.Defense job(CommandSpec own) {
        Map<String, Object> given = new LinkedHashMap<>();
        settings.forEach((key, value) -> given.put(key, typed(value)));
        try {
            Experiment.Defense asked = new Experiment.Defense(method, target, budget, Map.of());
            return new Experiment.Defense(
                    method,
                    target,
                    budget,
                    ParameterValues.strictly(asked.known().parameters(), given).all());
        } catch (InputException e) {
            throw new ParameterException(own.commandLine(), e.sentence(), e);
        }
    }

    /** A number where it is one. */
    private static Object typed(String word) {
        try {
            return Double.valueOf(word);
        } catch (NumberFormatException e) {
            return word;
        }
    }

    private Experiment experiment(Experiment.Defense job) {
        Experiment preset = Experiment.preset(job);
        Experiment.Prompt frame = preset.prompt();
        Experiment.Training training = preset.training();
        Path file = trigger;
        return new Experiment(
                method,
                seed,
                device.name(),
                device.threads(),
                new Experiment.Model(
                        subject.model,
                        Objects.requireNonNullElse(subject.architecture, ""),
                        0,
                        Objects.requireNonNullElse(subject.output, "")),
                new Experiment.Data(subject.data, 0, preset.data().validation(), 0, subject.skipBroken),
                frame.withFile(subject.prompt == null ? "" : subject.prompt.toString()),
                file == null ? preset.trigger() : preset.trigger().ofFile(file.toString()),
                job,
                epochs == null ? training : training.withEpochs(epochs),
                preset.report());
    }

    private static String result(RunFolder folder, double seconds) {
        JsonObject result = JsonParser.parseString(folder.result()).getAsJsonObject();
        result.addProperty("seconds", seconds);
        return new GsonBuilder().serializeNulls().disableHtmlEscaping().create().toJson(result);
    }
}
