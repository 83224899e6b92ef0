package org.triggerworkbench.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.triggerworkbench.app.WorkbenchApp;
import org.triggerworkbench.text.InputException;

/**
 * Opens the window. Where the words ask for nothing else it is opened without the parser of commands, whose classes and
 * annotations are a good part of the time to the first picture.
 */
final class WindowStart {
    private WindowStart() {}

    /** Whether words ask for the window and can mean nothing else: there are none, or they all are files by their look. */
    static boolean isPlain(String... words) {
        return Arrays.stream(words).allMatch(WindowStart::looksLikeFile);
    }

    /** No command has these characters in its name; the parser takes what begins otherwise. */
    static boolean looksLikeFile(String word) {
        return !word.startsWith("-")
                && !word.startsWith("@")
                && (word.contains(".") || word.contains("/") || word.contains("\\"));
    }

    /**
     * Opens the window, with files in it, and returns when it is closed.
     *
     * @param err is told where there is no display
     * @return false where there is no display
     * @throws InputException if a file is not there, or cannot be shown for lack of a display
     */
    static boolean open(List<Path> files, PrintWriter err) {
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw new InputException(CliText.get("window.absent", file));
            }
        }
        if (SystemReport.hasDisplay() && WorkbenchApp.open(files)) {
            return true;
        }
        String why = CliText.get(SystemReport.hasWaylandAlone() ? "window.waylandAlone" : "window.noDisplay");
        if (!files.isEmpty()) {
            throw new InputException(CliText.get("window.fileUnopened", why, files.getFirst()));
        }
        err.println(CliText.get("window.demo", why));
        return false;
    }
}
