package org.triggerworkbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.scenario.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the bundled experiment. */
@Command(name = "demo", resourceBundle = CommandLines.BUNDLE)
final class DemoCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", descriptionKey = "demoOut")
    private @Nullable Path out;

    @Option(names = "--quick", descriptionKey = "demoQuick")
    private boolean quick;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        RunFolder folder = Demo.start(out == null ? place() : out, quick);
        if (!Runs.finish(folder, own.commandLine().getErr())) {
            return CommandLines.FAILED;
        }
        own.commandLine().getOut().println(json ? folder.result().strip() : CliText.get("demo.done", folder.report()));
        return 0;
    }

    /** Where builds go in a clone; elsewhere in the user's documents. */
    private static Path place() {
        if (Files.exists(Path.of("pom.xml"))) {
            return Path.of("target", "demo");
        }
        Path home = Path.of(System.getProperty("user.home", "."));
        Path documents = home.resolve("Documents");
        return (Files.isDirectory(documents) ? documents : home).resolve("trigger-workbench-demo");
    }
}
