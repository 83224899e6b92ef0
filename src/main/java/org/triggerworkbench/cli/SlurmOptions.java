package org.triggerworkbench.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.matrix.MatrixFolder;
import org.triggerworkbench.experiment.matrix.MatrixListener;
import org.triggerworkbench.experiment.matrix.SlurmMatrix;
import org.triggerworkbench.text.InputException;
import picocli.CommandLine.Option;

/** What a cluster is asked for, over what the file asks. */
final class SlurmOptions {
    private static final int PATIENCE_SECONDS = 20;

    @Option(names = "--slurm", descriptionKey = "matrixSlurm")
    private boolean slurm;

    @Option(names = "--partition", paramLabel = "NAME", descriptionKey = "slurmPartition")
    private @Nullable String partition;

    @Option(names = "--time", paramLabel = "TIME", descriptionKey = "slurmTime")
    private @Nullable String time;

    @Option(names = "--mem", paramLabel = "SIZE", descriptionKey = "slurmMemory")
    private @Nullable String memory;

    @Option(names = "--gres", paramLabel = "WHAT", descriptionKey = "slurmGres")
    private @Nullable String gres;

    @Option(names = "--account", paramLabel = "NAME", descriptionKey = "slurmAccount")
    private @Nullable String account;

    @Option(names = "--modules", paramLabel = "NAME,...", descriptionKey = "slurmModules")
    private @Nullable String modules;

    @Option(names = "--container", paramLabel = "IMAGE", descriptionKey = "slurmContainer")
    private @Nullable String container;

    boolean isAsked() {
        return slurm;
    }

    /** Whether something is asked of a cluster though none is to be used. */
    boolean isAlone() {
        return !slurm && !flags().isEmpty();
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        put(flags, "partition", partition);
        put(flags, "time", time);
        put(flags, "memory", memory);
        put(flags, "gres", gres);
        put(flags, "account", account);
        put(flags, "modules", modules);
        put(flags, "container", container);
        return flags;
    }

    private static void put(Map<String, String> flags, String key, @Nullable String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }

    /** Whether all cells are done. Ctrl-C ends the collecting and asks whether the cluster is to end, too. */
    boolean run(MatrixFolder folder, MatrixListener listener, PrintWriter err) {
        SlurmMatrix matrix = new SlurmMatrix(folder, flags(), listener);
        Runnable leave = () -> {
            matrix.leave();
            ask(folder, err);
        };
        try (InterruptGuard _ =
                new InterruptGuard(leave, err, "trigger-workbench matrix --slurm --resume " + folder.path())) {
            return matrix.run();
        }
    }

    private static void ask(MatrixFolder folder, PrintWriter err) {
        err.println(CliText.get("matrix.goesOn", folder.path()));
        err.flush();
        if (!Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)) {
            return;
        }
        err.print(CliText.get("matrix.ask") + " ");
        err.flush();
        try {
            String answer = CompletableFuture.supplyAsync(
                            SlurmOptions::line,
                            task -> Thread.ofPlatform().daemon().start(task))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer.strip().equalsIgnoreCase("y")) {
                SlurmMatrix.cancel(folder);
            }
        } catch (InputException e) {
            err.println(e.sentence());
        } catch (TimeoutException | ExecutionException e) {
            // No answer leaves the cluster alone.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String line() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }
}
