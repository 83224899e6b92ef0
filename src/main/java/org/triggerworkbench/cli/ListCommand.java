package org.triggerworkbench.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.cli.Catalogue.Entry;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists what can be named on the command line. */
@Command(name = "list", resourceBundle = CommandLines.BUNDLE)
final class ListCommand implements Callable<Integer> {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    /** What there is to list. */
    enum Kind {
        DATA,
        MODELS,
        ATTACKS,
        DEFENSES,
        EXPERIMENT
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "data|models|attacks|defenses|experiment", descriptionKey = "kind")
    private Kind kind = Kind.DATA;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (kind == Kind.EXPERIMENT) {
            String toml = ExperimentFile.text(Experiment.PRESET);
            out.println(json ? GSON.toJson(new Preset(toml)) : toml.strip());
            return 0;
        }
        List<Entry> entries =
                switch (kind) {
                    case DATA -> Catalogue.data();
                    case MODELS -> Catalogue.models();
                    case ATTACKS -> Catalogue.attacks();
                    case DEFENSES -> Catalogue.defenses();
                    case EXPERIMENT -> List.of();
                };
        if (json) {
            out.println(GSON.toJson(new Listing(entries)));
        } else if (entries.isEmpty()) {
            out.println(CliText.get("list.none"));
        } else {
            entries.forEach(entry -> print(out, entry));
        }
        return 0;
    }

    private static void print(PrintWriter out, Entry entry) {
        out.println(entry.description().isEmpty() ? entry.name() : entry.name() + "  " + entry.description());
        for (Catalogue.Setting setting : entry.settings()) {
            out.println("    " + setting.key() + " = " + setting.preset() + "  (" + setting.values() + ")");
            out.println("        " + setting.sentence());
        }
    }

    /** The one object of the JSON form of the experiment file. */
    record Preset(String toml) {}

    /** The one object of the JSON form. */
    record Listing(List<Entry> entries) {}
}
