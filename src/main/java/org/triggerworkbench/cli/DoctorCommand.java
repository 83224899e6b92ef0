package org.triggerworkbench.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what a bug report needs. */
@Command(name = "doctor", resourceBundle = CommandLines.BUNDLE)
final class DoctorCommand implements Callable<Integer> {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Map<String, Object> facts = SystemReport.collect();
        if (json) {
            out.println(GSON.toJson(facts));
        } else {
            facts.forEach((name, value) -> out.println(String.format(Locale.ROOT, "%-14s %s", name, value)));
        }
        return 0;
    }
}
