package org.triggerworkbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What the program does without words or with files: opens the window, with the files in it. Without a display it says so and,
 * where no file was to be opened, runs the demo.
 */
@Command(name = "window", hidden = true, resourceBundle = CommandLines.BUNDLE)
final class WindowCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", descriptionKey = "windowFiles")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        if (WindowStart.open(files, own.commandLine().getErr())) {
            return 0;
        }
        return own.parent().commandLine().execute("demo");
    }
}
