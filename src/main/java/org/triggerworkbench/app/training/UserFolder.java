package org.triggerworkbench.app.training;

import java.nio.file.Path;
import net.harawata.appdirs.AppDirsFactory;

/** Where the system keeps what a program writes for a user. */
public final class UserFolder {
    private UserFolder() {}

    /** The folder below which runs and their triggers go; {@code -Dworkbench.home} names another. */
    public static Path home() {
        String told = System.getProperty("workbench.home");
        return told == null
                ? Path.of(AppDirsFactory.getInstance().getUserDataDir("trigger-workbench", null, null))
                : Path.of(told);
    }
}
