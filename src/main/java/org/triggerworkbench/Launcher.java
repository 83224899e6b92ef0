package org.triggerworkbench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.session.ProgramLog;
import org.triggerworkbench.app.session.UserFolder;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.app.state.StartSetting;
import org.triggerworkbench.cli.CommandLines;
import org.triggerworkbench.compute.NativeSettings;
import org.triggerworkbench.compute.probe.ProbeCommand;
import org.triggerworkbench.model.clip.TokenizerTrial;
import org.triggerworkbench.model.load.TorchScriptTrial;

/** Starts the program. Not a JavaFX application itself, so that JavaFX need not be loaded for the command line. */
public final class Launcher {
    /** Kept here, since Java forgets the level of a logger that nobody holds. */
    private static @Nullable Logger preferences;

    private Launcher() {}

    public static void main(String[] words) {
        if (words.length == 2 && words[0].equals(ProbeCommand.WORD)) {
            tryFiles(words[1]);
            return;
        }
        // While this is the only thread: others may be reading the environment that this changes.
        NativeSettings.apply();
        // macOS hands files over by AWT alone.
        if (!System.getProperty("os.name", "").startsWith("Mac")) {
            System.setProperty("java.awt.headless", "true");
        }
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        useSettings();
        openLog();
        Thread.setDefaultUncaughtExceptionHandler((_, fault) -> CommandLines.failed(fault, err));
        int code = CommandLines.run(out, err, words);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** What the program asks of itself, where there is no other Java to ask. */
    private static void tryFiles(String trial) {
        if (trial.equals(TokenizerTrial.class.getName())) {
            TokenizerTrial.main(new String[0]);
        } else if (trial.equals(TorchScriptTrial.class.getName())) {
            TorchScriptTrial.main(new String[0]);
        }
    }

    /** Before anything reads them, the folder of the log first. */
    private static void useSettings() {
        quietenFirstStart();
        try {
            StartSetting.apply(Settings.ofUser());
        } catch (RuntimeException e) {
            // Without a place for settings there are none, and all is as usual.
            return;
        }
    }

    /** At a user's first start Java would tell on the error stream that it makes a folder for settings. */
    private static void quietenFirstStart() {
        Path home = Path.of(System.getProperty("java.util.prefs.userRoot", System.getProperty("user.home", "")));
        if (System.getProperty("os.name", "").equals("Linux") && !Files.exists(home.resolve(".java/.userPrefs"))) {
            preferences = Logger.getLogger("java.util.prefs");
            preferences.setLevel(Level.WARNING);
        }
    }

    private static void openLog() {
        try {
            boolean _ = ProgramLog.open(UserFolder.path());
        } catch (RuntimeException e) {
            // A folder that cannot be named is told where it is used; a log is no reason not to start.
            return;
        }
    }
}
