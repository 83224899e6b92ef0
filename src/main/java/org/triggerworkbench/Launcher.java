package org.triggerworkbench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.triggerworkbench.cli.CommandLines;

/** Starts the program. Not a JavaFX application itself, so that JavaFX need not be loaded for the command line. */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] words) {
        System.setProperty("java.awt.headless", "true");
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = CommandLines.run(out, err, words);
        out.flush();
        err.flush();
        System.exit(code);
    }
}
