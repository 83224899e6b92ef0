package org.triggerworkbench.app.training;

import java.util.List;
import org.triggerworkbench.app.state.EngineRoom;
import org.triggerworkbench.experiment.ExperimentRunner;
import org.triggerworkbench.experiment.RunFolder;
import org.triggerworkbench.training.MetricListener;
import org.triggerworkbench.training.RunControl;
import org.triggerworkbench.training.WeightsListener;

/** What runs an experiment: the engine, or a test. */
@FunctionalInterface
public interface RunMachine {
    /**
     * Runs to the end or to the cancel, and waits for it.
     *
     * @return false if it was cancelled
     */
    boolean run(RunFolder folder, RunControl control, List<MetricListener> listeners, WeightsListener weights);

    /** The window's engine, as soon as it is open. */
    static RunMachine of(EngineRoom room) {
        return (folder, control, listeners, weights) -> {
            EngineRoom.Engine engine = room.opened().join();
            return new ExperimentRunner(engine.compute(), engine.sources()).run(folder, control, listeners, weights);
        };
    }
}
