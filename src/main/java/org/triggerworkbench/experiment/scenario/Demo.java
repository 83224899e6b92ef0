package org.triggerworkbench.experiment.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import org.triggerworkbench.experiment.Assets;
import org.triggerworkbench.experiment.OutputFolders;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.file.QuickRun;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.text.InputException;

/** The experiment that shows what the program does. */
public final class Demo {
    private static final String RESOURCE = "assets/experiments/demo.toml";

    private Demo() {}

    /**
     * A new run of the demo; an older run of the very same experiment there is deleted.
     *
     * @param quick whether it is cut down to {@link QuickRun a first look}
     * @throws InputException if the folder holds something else or cannot be written to
     */
    public static RunFolder start(Path folder, boolean quick) {
        Experiment whole = ExperimentFile.read(Assets.file(RESOURCE));
        Experiment experiment = quick ? QuickRun.of(whole) : whole;
        if (isOlderDemo(folder, experiment)) {
            OutputFolders.delete(folder);
        }
        return RunFolder.create(folder, experiment);
    }

    private static boolean isOlderDemo(Path folder, Experiment experiment) {
        try {
            return Files.isDirectory(folder)
                    && ExperimentFile.text(RunFolder.open(folder).experiment())
                            .equals(ExperimentFile.text(experiment.resolved()));
        } catch (InputException e) {
            // not a run: creating one there says what is wrong
            return false;
        }
    }
}
