package org.triggerworkbench.app.training;

import java.util.List;
import java.util.OptionalLong;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.method.ShownListener;
import org.triggerworkbench.training.MetricListener;
import org.triggerworkbench.training.RunControl;

/** What runs an experiment: the engine, or a test. */
@FunctionalInterface
public interface RunMachine {
    /**
     * Runs to the end or to the cancel, and waits for it.
     *
     * @return false if it was cancelled
     */
    boolean run(RunFolder folder, RunControl control, List<MetricListener> listeners, ShownListener shown);

    /** Memory in use on the card it computes on, in bytes; empty where that is the processor. Not on the window thread. */
    default OptionalLong deviceBytes() {
        return OptionalLong.empty();
    }
}
