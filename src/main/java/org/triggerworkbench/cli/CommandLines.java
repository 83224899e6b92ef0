package org.triggerworkbench.cli;

import java.io.File;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.app.session.ProgramLog;
import org.triggerworkbench.text.Causes;
import org.triggerworkbench.text.InputException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs the words of a command line. Faults become one sentence on standard error and an exit code, never a stack trace. */
public final class CommandLines {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLines.class);

    static final int FAILED = 1;
    static final int WRONG_USE = 2;
    static final String BUNDLE = "org.triggerworkbench.cli.help";

    private CommandLines() {}

    /**
     * @param out gets what was asked for
     * @param err gets progress and complaints
     * @return exit code: 0 done, 1 failed, 2 wrong use
     */
    public static int run(PrintWriter out, PrintWriter err, String... words) {
        LOG.info("started with {}", Arrays.toString(words));
        try {
            if (!WindowStart.isPlain(words)) {
                return parsed(out, err, words);
            }
            boolean opened = WindowStart.open(Arrays.stream(words).map(Path::of).toList(), err);
            return opened ? 0 : parsed(out, err, "demo");
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
            return failed(e, err);
        }
    }

    private static int parsed(PrintWriter out, PrintWriter err, String... words) {
        CommandLine line = new CommandLine(new TriggerWorkbench())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((fault, _) -> wrongUse(fault))
                .setExecutionExceptionHandler((fault, command, _) -> failed(fault, command.getErr()));
        return line.execute(words(line, words));
    }

    /** The window is asked for by files, too. */
    private static String[] words(CommandLine line, String[] words) {
        boolean window = isFile(line, words[0]);
        return Stream.concat(window ? Stream.of("window") : Stream.empty(), Arrays.stream(words))
                .toArray(String[]::new);
    }

    /** A file that has the name of a command is given with its folder. */
    private static boolean isFile(CommandLine line, String word) {
        boolean other = word.startsWith("-") || line.getSubcommands().containsKey(word);
        return WindowStart.looksLikeFile(word) || (!other && new File(word).exists());
    }

    private static int wrongUse(ParameterException fault) {
        CommandLine command = fault.getCommandLine();
        PrintWriter err = command.getErr();
        LOG.warn("wrong use: {}", sentence(fault));
        err.println(sentence(fault));
        if (fault instanceof UnmatchedArgumentException unmatched) {
            UnmatchedArgumentException.printSuggestions(unmatched, err);
        }
        err.println(CliText.get("use.help", command.getCommandSpec().qualifiedName()));
        err.flush();
        return WRONG_USE;
    }

    private static String sentence(ParameterException fault) {
        InputException ours = inputFault(fault);
        return ours == null ? String.valueOf(fault.getMessage()) : ours.sentence();
    }

    /**
     * Logs a fault and tells it in one sentence.
     *
     * @return the exit code for it
     */
    public static int failed(Throwable wrapped, PrintWriter err) {
        Throwable thrown = Causes.of(wrapped);
        LOG.error("failed", thrown);
        InputException ours = inputFault(thrown);
        if (ours != null) {
            err.println(ours.sentence());
        } else if (thrown instanceof InvalidPathException path) {
            err.println(CliText.get("fault.path", oneLine(path.getInput().replaceAll("\\p{Cntrl}", "?"))));
        } else if (thrown instanceof OutOfMemoryError) {
            err.println(CliText.get("fault.memory", Runtime.getRuntime().maxMemory() >> 20));
        } else {
            String what = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
            err.println(ProgramLog.opened()
                    .map(file -> CliText.get("fault.unexpected", oneLine(what), file))
                    .orElseGet(() -> CliText.get("fault.unlogged", oneLine(what))));
        }
        err.flush();
        return FAILED;
    }

    /** The sentence for people inside a fault, however it was wrapped on its way between threads. */
    private static @Nullable InputException inputFault(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof InputException ours) {
                return ours;
            }
        }
        return null;
    }

    private static String oneLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }
}
