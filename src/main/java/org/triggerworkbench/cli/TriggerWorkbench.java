package org.triggerworkbench.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The word before all others. */
@Command(
        name = "trigger-workbench",
        resourceBundle = CommandLines.BUNDLE,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        usageHelpAutoWidth = true,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            EvaluateCommand.class,
            DefendCommand.class,
            MatrixCommand.class,
            StudyCommand.class,
            ExportCommand.class,
            TrainBundledModelCommand.class,
            ListCommand.class,
            DoctorCommand.class,
            EngineCommand.class,
            WindowCommand.class
        })
final class TriggerWorkbench implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /** A command is missing: says so. */
    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        throw new ParameterException(own.commandLine(), CliText.get("use.command"));
    }
}
