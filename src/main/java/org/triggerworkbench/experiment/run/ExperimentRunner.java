package org.triggerworkbench.experiment.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.compute.Cancellation;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.MetricsLog;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.folder.RunLock;
import org.triggerworkbench.experiment.open.OpenedExperiment;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.method.ShownListener;
import org.triggerworkbench.training.MetricListener;
import org.triggerworkbench.training.MetricStream;
import org.triggerworkbench.training.RunControl;

/**
 * Runs an experiment in its folder: an attack and its control, or a defence; trains what they train, measures, writes
 * artifacts, result and report. A folder whose run was broken off goes on from its checkpoints to the same
 * result; what was trained to its end is only read back, and a finished run is left as it is.
 */
public final class ExperimentRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ExperimentRunner.class);

    private final Compute compute;
    private final Sources sources;

    public ExperimentRunner(Compute compute, Sources sources) {
        this.compute = compute;
        this.sources = sources;
    }

    /**
     * Runs to the end or to the cancel, as the gradient thread's next run.
     *
     * @param listeners hear the metrics beside the run folder
     * @return false if the run was cancelled, or somebody else took it over; it can be resumed
     * @throws org.triggerworkbench.text.InputException if somebody else works on the run, or something cannot be used
     */
    public boolean run(RunFolder folder, RunControl control, List<MetricListener> listeners) {
        return run(folder, control, listeners, null);
    }

    /**
     * As the other, and tells what is trained while it forms.
     *
     * @param shown follows each phase; null for nobody
     */
    public boolean run(
            RunFolder folder, RunControl control, List<MetricListener> listeners, @Nullable ShownListener shown) {
        if (folder.isFinished()) {
            return true;
        }
        try {
            return compute.gradientThread()
                    .submitRun(folder.experiment().name(), () -> runHere(folder, control, listeners, shown))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private boolean runHere(
            RunFolder folder, RunControl control, List<MetricListener> listeners, @Nullable ShownListener shown) {
        LOG.info("running {}", folder.path());
        // Opened before anything is written: an experiment that cannot start leaves nothing in its folder but itself.
        try (RunLock lock = folder.lock(control::cancel);
                OpenedExperiment workshop = OpenedExperiment.open(folder.experiment(), compute, sources)) {
            if (folder.isFinished()) {
                return true;
            }
            folder.deleteLeftovers(lock);
            MetricsLog log = folder.log();
            log.cutBack(folder.checkpoints().steps());
            List<MetricListener> all = new ArrayList<>(listeners);
            all.add(log);
            folder.tensorBoard().ifPresent(all::add);
            folder.writeReadme();
            try (MetricStream metrics = new MetricStream(all)) {
                RunTraining training = new RunTraining(compute, folder, control, metrics, shown);
                return Cancellation.during(
                        control::isCancelled, () -> switch (folder.experiment().job()) {
                            case Experiment.AttackSpec attack ->
                                new AttackRun(compute, folder, workshop, training, attack.known()).finish();
                            case Experiment.Defense defense ->
                                new DefenseRun(compute, folder, workshop, training, defense).finish();
                        });
            }
        } catch (CancellationException e) {
            LOG.info("cancelled while measuring: {}", folder.path());
            return false;
        }
    }
}
