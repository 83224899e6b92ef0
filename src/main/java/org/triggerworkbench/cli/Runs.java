package org.triggerworkbench.cli;

import java.io.PrintWriter;
import java.util.List;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.experiment.run.ExperimentRunner;
import org.triggerworkbench.training.RunControl;

/** Runs an experiment in its folder with progress on standard error and Ctrl-C guarded. */
final class Runs {
    private Runs() {}

    /** Whether it ran to its end; if not, it was cancelled and can be resumed. */
    static boolean finish(RunFolder folder, PrintWriter err) {
        return finish(folder, err, false);
    }

    /** @param trustScripts whether the code of TorchScript files may do more than arithmetic */
    static boolean finish(RunFolder folder, PrintWriter err, boolean trustScripts) {
        Experiment experiment = folder.experiment();
        int threads = experiment.threads() > 0 ? experiment.threads() : Compute.defaultThreads();
        RunControl control = new RunControl();
        ConsoleProgress progress = ConsoleProgress.here(err);
        try (Compute compute = Compute.open(ComputeDevice.parse(experiment.device()), threads);
                InterruptGuard _ =
                        new InterruptGuard(control, err, "trigger-workbench run --resume " + folder.path())) {
            return new ExperimentRunner(compute, new Sources(compute, err::println, trustScripts))
                    .run(folder, control, List.of(progress));
        } finally {
            progress.end();
        }
    }
}
