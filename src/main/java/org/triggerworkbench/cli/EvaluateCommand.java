package org.triggerworkbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.experiment.open.Subject;
import org.triggerworkbench.experiment.open.SubjectRequest;
import org.triggerworkbench.text.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a model on clean and triggered images. */
@Command(name = "evaluate", resourceBundle = CommandLines.BUNDLE)
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final SubjectOptions asked = new SubjectOptions();

    @Mixin
    private final SampleOptions drawn = new SampleOptions();

    @Option(names = "--target", required = true, paramLabel = "CLASS", descriptionKey = "target")
    private String target = "";

    @Mixin
    private final TriggerOptions stamp = new TriggerOptions();

    @Mixin
    private final DeviceOptions device = new DeviceOptions();

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        stamp.require(own.commandLine(), false);
        SubjectRequest request = stamp.request(asked, drawn.sample(), target);
        List<String> guesses = new ArrayList<>();
        try (Compute compute = device.open();
                Subject subject =
                        Subject.open(compute, new Sources(compute, guesses::add, asked.trustScript), request)) {
            EvaluationReport report = new EvaluationReport(
                    subject,
                    drawn.sample(),
                    target(own, subject),
                    compute.device().toString(),
                    guesses);
            report.warnings().forEach(own.commandLine().getErr()::println);
            AttackMetrics metrics = subject.measure(stamp.batch);
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
}
