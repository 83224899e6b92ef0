package org.triggerworkbench.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.compute.EngineReport;
import org.triggerworkbench.compute.GraphicsCard;
import org.triggerworkbench.compute.Machine;
import org.triggerworkbench.compute.fetch.CudaFetch;
import org.triggerworkbench.compute.fetch.NativesSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Option(names = "--use-cuda", descriptionKey = "engine.useCuda")
    private boolean useCuda;

    @Option(names = "--use-cpu", descriptionKey = "engine.useCpu")
    private boolean useCpu;

    @Option(names = "--yes", descriptionKey = "engine.yes")
    private boolean yes;

    @Option(names = "--from", paramLabel = "URL", descriptionKey = "engine.from")
    private @Nullable String from;

    @Override
    public Integer call() throws IOException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        if ((useCuda && useCpu) || (!useCuda && (yes || from != null))) {
            throw new ParameterException(line, CliText.get("cuda.options"));
        }
        PrintWriter out = line.getOut();
        if (useCuda || useCpu) {
            return choose(out, line.getErr());
        }
        EngineReport report = EngineReport.collect(Machine.here());
        if (json) {
            out.println(GSON.toJson(report.facts()));
        } else {
            out.print(report.text());
        }
        return 0;
    }

    private int choose(PrintWriter out, PrintWriter err) throws IOException {
        List<GraphicsCard> cards = useCuda ? Machine.here().cards().cards() : List.of();
        BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        CudaChoice choice = new CudaChoice(err, answers, Settings.ofUser(), cards, System::nanoTime);
        Optional<Path> folder = Optional.empty();
        if (useCpu) {
            choice.useProcessor();
        } else {
            NativesSource source = from == null ? NativesSource.here() : NativesSource.at(from);
            folder = choice.use(new CudaFetch(source), yes);
            if (folder.isEmpty()) {
                return 1;
            }
        }
        String used = folder.map(Path::toString).orElse("");
        if (json) {
            out.println(GSON.toJson(Map.of("nextStart", useCpu ? "cpu" : "cuda", "libtorch", used)));
        } else {
            out.println(CliText.get(useCpu ? "cuda.back" : "cuda.done", used));
        }
        return 0;
    }
}
