package org.triggerworkbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.data.Sample.Split;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.experiment.open.Subject;
import org.triggerworkbench.experiment.open.SubjectRequest;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.TriggerFiles;
import org.triggerworkbench.trigger.TriggerReading;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Measures a model on clean and triggered images. */
@Command(name = "evaluate", resourceBundle = CommandLines.BUNDLE)
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final SubjectOptions asked = new SubjectOptions();

    @Option(names = "--output", paramLabel = "N|NAME", descriptionKey = "output")
    private @Nullable String output;

    @Option(
            names = "--split",
            paramLabel = "train|val|test",
            defaultValue = "test",
            converter = SplitConverter.class,
            descriptionKey = "split")
    private Split split = Split.TEST;

    @Option(names = "--limit", paramLabel = "N", converter = Counts.class, descriptionKey = "limit")
    private int limit;

    @Option(names = "--sample-seed", paramLabel = "SEED", defaultValue = "0", descriptionKey = "sampleSeed")
    private long sampleSeed = Sample.SEED;

    @Option(names = "--target", required = true, paramLabel = "CLASS", descriptionKey = "target")
    private String target = "";

    @Option(names = "--trigger", paramLabel = "FILE", descriptionKey = "trigger")
    private @Nullable Path trigger;

    @Option(
            names = "--trigger-mode",
            paramLabel = "replace|add",
            converter = ModeConverter.class,
            descriptionKey = "triggerMode")
    private TriggerFiles.@Nullable Mode triggerMode;

    @Option(names = "--trigger-at", paramLabel = "X,Y|PLACE", descriptionKey = "triggerAt")
    private @Nullable String triggerAt;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "100",
            converter = Counts.class,
            descriptionKey = "evaluationBatch")
    private int batch = 100;

    @Mixin
    private final DeviceOptions device = new DeviceOptions();

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        if (triggerMode != null && trigger == null) {
            throw new ParameterException(own.commandLine(), CliText.get("use.modeAlone"));
        }
        if (triggerAt != null && trigger == null) {
            throw new ParameterException(own.commandLine(), CliText.get("use.placeAlone"));
        }
        Sample sample = new Sample(split, limit, sampleSeed);
        SubjectRequest request = SubjectRequest.of(asked.model, asked.architecture, asked.data, sample, target)
                .withOutput(output)
                .withBroken(BrokenPictures.of(asked.skipBroken))
                .withPrompt(asked.prompt)
                .withTriggerAs(trigger, TriggerReading.of(triggerMode, triggerAt));
        List<String> guesses = new ArrayList<>();
        try (Compute compute = device.open();
                Subject subject =
                        Subject.open(compute, new Sources(compute, guesses::add, asked.trustScript), request)) {
            EvaluationReport report = new EvaluationReport(
                    subject, sample, target(own, subject), compute.device().toString(), guesses);
            report.warnings().forEach(own.commandLine().getErr()::println);
            AttackMetrics metrics = subject.measure(batch);
            own.commandLine().getOut().println(json ? report.json(metrics) : report.text(metrics));
        }
        return 0;
    }

    /** A target that does not exist is a wrong word on the command line, not a broken file. */
    private static int target(CommandSpec own, Subject subject) {
        try {
            return subject.target();
        } catch (InputException e) {
            throw new ParameterException(own.commandLine(), e.sentence(), e);
        }
    }

    /** Reads which part of the data is meant. */
    static final class SplitConverter implements ITypeConverter<Split> {
        @Override
        public Split convert(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "train" -> Split.TRAIN;
                case "val", "validation" -> Split.VALIDATION;
                case "test" -> Split.TEST;
                default -> throw new TypeConversionException(CliText.get("use.split", word));
            };
        }
    }

    /** Reads how a trigger picture is meant. */
    static final class ModeConverter implements ITypeConverter<TriggerFiles.Mode> {
        @Override
        public TriggerFiles.Mode convert(String word) {
            try {
                return TriggerFiles.Mode.parse(word);
            } catch (InputException e) {
                throw new TypeConversionException(e.sentence());
            }
        }
    }
}
