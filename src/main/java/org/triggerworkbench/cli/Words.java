package org.triggerworkbench.cli;

import org.triggerworkbench.text.Messages;

/** The texts of the command line. */
final class Words {
    private static final Messages TEXT = Messages.of(Words.class);

    private Words() {}

    static String get(String key, Object... arguments) {
        return TEXT.get(key, arguments);
    }
}
