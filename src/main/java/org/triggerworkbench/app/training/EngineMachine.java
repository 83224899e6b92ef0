package org.triggerworkbench.app.training;

import java.util.List;
import java.util.OptionalLong;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.compute.DeviceMemory;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.run.ExperimentRunner;
import org.triggerworkbench.method.ShownListener;
import org.triggerworkbench.training.MetricListener;
import org.triggerworkbench.training.RunControl;

/** The window's engine, as soon as it is open. */
public final class EngineMachine implements RunMachine {
    private final EngineService room;

    public EngineMachine(EngineService room) {
        this.room = room;
    }

    @Override
    public boolean run(RunFolder folder, RunControl control, List<MetricListener> listeners, ShownListener shown) {
        EngineService.Engine engine = room.opened().join();
        return new ExperimentRunner(engine.compute(), engine.sources()).run(folder, control, listeners, shown);
    }

    @Override
    public OptionalLong deviceBytes() {
        return DeviceMemory.usedBytes(room.opened().join().compute().device());
    }
}
