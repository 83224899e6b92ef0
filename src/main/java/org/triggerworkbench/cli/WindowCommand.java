package org.triggerworkbench.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.WorkbenchApp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the program does without words: opens the window; without a display it says so and runs the demo. */
@Command(name = "window", hidden = true, resourceBundle = CommandLines.BUNDLE)
final class WindowCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        if (SystemReport.hasDisplay()) {
            WorkbenchApp.open();
            return 0;
        }
        own.commandLine().getErr().println(CliText.get("window.noDisplay"));
        return own.parent().commandLine().execute("demo");
    }
}
