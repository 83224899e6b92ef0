package org.triggerworkbench.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.EngineReport;
import org.triggerworkbench.compute.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what computes: the engine, its natives, and the cards of this machine. */
@Command(name = "engine", resourceBundle = CommandLines.BUNDLE)
final class EngineCommand implements Callable<Integer> {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        EngineReport report = EngineReport.collect(Machine.here());
        if (json) {
            out.println(GSON.toJson(report.facts()));
        } else {
            out.print(report.text());
        }
        return 0;
    }
}
