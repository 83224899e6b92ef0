package org.triggerworkbench.cli;

import org.triggerworkbench.text.Messages;

/** The texts of the command line. */
final class CliText {
    private static final Messages TEXT = Messages.of(CliText.class);

    private CliText() {}

    static String get(String key, Object... arguments) {
        return TEXT.get(key, arguments);
    }
}
