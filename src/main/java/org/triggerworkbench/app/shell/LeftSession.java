package org.triggerworkbench.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The session that a process left which did not end well.
 *
 * @param time when it was saved, for people
 */
record LeftSession(Path file, String time) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

    /** When a file was written; not for the window thread. */
    static String time(Path file) {
        try {
            return TIME.format(Files.getLastModifiedTime(file).toInstant().atZone(ZoneId.systemDefault()));
        } catch (IOException e) {
            throw new InputException(Messages.of(LeftSession.class).get("left.unreadable", file), e);
        }
    }
}
