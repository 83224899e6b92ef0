package org.triggerworkbench.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the program does without words: says that there is no window and runs the demo. */
@Command(name = "window", hidden = true, resourceBundle = CommandLines.BUNDLE)
final class WindowCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        own.commandLine().getErr().println(Words.get(SystemReport.hasDisplay() ? "window.absent" : "window.noDisplay"));
        return own.parent().commandLine().execute("demo");
    }
}
