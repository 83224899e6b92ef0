package org.triggerworkbench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    /** Makes the folder of a user's settings as Java would, which tells of it on the error stream. */
    private static void quietenFirstStart() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return;
        }
        Path home = Path.of(System.getProperty("java.util.prefs.userRoot", System.getProperty("user.home", "")));
        try {
            Files.createDirectories(
                    home.resolve(".java/.userPrefs"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException | RuntimeException e) {
            // Java tries it too, and what it says of it then is worth hearing.
            return;
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
