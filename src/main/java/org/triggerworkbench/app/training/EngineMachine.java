package org.triggerworkbench.app.training;

import java.util.List;
import java.util.OptionalLong;
import org.triggerworkbench.app.state.EngineRoom;
import org.triggerworkbench.compute.DeviceMemory;
import org.triggerworkbench.experiment.ExperimentRunner;
import org.triggerworkbench.experiment.RunFolder;
import org.triggerworkbench.training.MetricListener;
import org.triggerworkbench.training.RunControl;
import org.triggerworkbench.training.WeightsListener;

/** The window's engine, as soon as it is open. */
public final class EngineMachine implements RunMachine {
    private final EngineRoom room;

    public EngineMachine(EngineRoom room) {
        this.room = room;
    }

    @Override
    public boolean run(RunFolder folder, RunControl control, List<MetricListener> listeners, WeightsListener weights) {
        EngineRoom.Engine engine = room.opened().join();
        return new ExperimentRunner(engine.compute(), engine.sources()).run(folder, control, listeners, weights);
    }

    @Override
    public OptionalLong deviceBytes() {
        return DeviceMemory.usedBytes(room.opened().join().compute().device());
    }
}
