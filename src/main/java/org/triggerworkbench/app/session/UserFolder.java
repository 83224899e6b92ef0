package org.triggerworkbench.app.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.harawata.appdirs.AppDirsFactory;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Where the window keeps what is the user's but that they did not give a place: {@code workbench.data} or the user's. */
public final class UserFolder {
    private UserFolder() {}

    /** The folder, which may not be there yet. */
    public static Path path() {
        String named = System.getProperty("workbench.data", "");
        return named.isEmpty() ? usual() : Path.of(named).toAbsolutePath();
    }

    /** The user's, where none is named. */
    public static Path usual() {
        return Path.of(AppDirsFactory.getInstance().getUserDataDir("trigger-workbench", null, null));
    }

    /**
     * Makes a folder and those above it; not for the window thread.
     *
     * @throws InputException if it cannot be made
     */
    public static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException(Messages.of(UserFolder.class).get("folder.unmade", folder), e);
        }
    }
}
