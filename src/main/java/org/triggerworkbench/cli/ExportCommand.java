package org.triggerworkbench.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes data out of the workbench; what, is said by the word after it. */
@Command(
        name = "export",
        resourceBundle = CommandLines.BUNDLE,
        subcommands = {
            ExportPoisonedCommand.class,
            ExportSeenCommands.Predictions.class,
            ExportSeenCommands.Logits.class,
            ExportSeenCommands.Features.class,
            ExportSeenCommands.Triggered.class
        })
final class ExportCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /** What to export is missing: says so. */
    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        throw new ParameterException(own.commandLine(), CliText.get("use.export"));
    }
}
