package org.triggerworkbench.planted.text;

import java.util.logging.Logger;

/** Logs through the JDK. */
public final class JavaLogger {
    private JavaLogger() {}

    public static void log(String line) {
        Logger.getLogger("planted").info(line);
    }
}
