package org.triggerworkbench.app.training;

import java.util.List;
import java.util.OptionalLong;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.compute.DeviceMemory;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.run.ExperimentRunner;
import org.triggerworkbench.method.ShownListener;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
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
        Experiment experiment = folder.experiment();
        String device = engine.compute().device().toString();
        int threads = engine.compute().threads();
        if (!experiment.device().equals(device) || experiment.threads() != threads) {
            // Other threads or another device give other numbers.
            throw new InputException(Messages.of(EngineMachine.class)
                    .get("run.otherEngine", experiment.device(), experiment.threads(), device, threads, folder.path()));
        }
        return new ExperimentRunner(engine.compute(), engine.sources()).run(folder, control, listeners, shown);
    }

    @Override
    public OptionalLong deviceBytes() {
        return DeviceMemory.usedBytes(room.opened().join().compute().device());
    }
}
