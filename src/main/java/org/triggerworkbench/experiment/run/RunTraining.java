package org.triggerworkbench.experiment.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.method.Finding;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.method.ShownListener;
import org.triggerworkbench.training.MetricStream;
import org.triggerworkbench.training.Phase;
import org.triggerworkbench.training.RunControl;
import org.triggerworkbench.training.Trainer;
import org.triggerworkbench.training.TrainingPhase;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.training.WeightsListener;
import org.triggerworkbench.training.optimizer.Optimizer;

/** Trains the phases of a run as its experiment says: one lane after the other, or all in turn. */
final class RunTraining {
    /** Steps of one lane before the next has its turn: few enough that both curves grow before one's eyes. */
    private static final int TURN = 4;

    private final Compute compute;
    private final RunFolder folder;
    private final RunControl control;
    private final MetricStream metrics;
    private final @Nullable ShownListener listener;

    /**
     * Phases that follow each other.
     *
     * @param phases by name
     * @param shown what is seen of their weights
     */
    record Lane(Phase.Part part, Map<String, TrainingTask> phases, Function<Map<String, HostTensor>, Shown> shown) {
        /** Tasks under their own names. */
        static Lane of(Phase.Part part, List<TrainingTask> tasks, Function<Map<String, HostTensor>, Shown> shown) {
            Map<String, TrainingTask> phases = new LinkedHashMap<>();
            for (TrainingTask task : tasks) {
                if (phases.put(task.name(), task) != null) {
                    throw new IllegalStateException("two phases are named " + task.name());
                }
            }
            return new Lane(part, phases, shown);
        }
    }

    /** @param listener follows what is trained; null for nobody */
    RunTraining(
            Compute compute,
            RunFolder folder,
            RunControl control,
            MetricStream metrics,
            @Nullable ShownListener listener) {
        this.compute = compute;
        this.folder = folder;
        this.control = control;
        this.metrics = metrics;
        this.listener = listener;
    }

    /**
     * Trains to the end what is not trained yet.
     *
     * @return false if the run was cancelled
     */
    boolean train(List<Lane> lanes) {
        Map<Phase, Function<Map<String, HostTensor>, Shown>> shown = new HashMap<>();
        List<List<TrainingPhase>> all = new ArrayList<>();
        List<Optimizer> optimizers = new ArrayList<>();
        try {
            for (Lane lane : lanes) {
                List<TrainingPhase> phases = new ArrayList<>();
                lane.phases().forEach((name, task) -> {
                    Phase phase = new Phase(
                            name, lane.part(), phases.size() + 1, lane.phases().size());
                    if (shown.keySet().stream().anyMatch(other -> other.name().equals(name))) {
                        // They would share a checkpoint.
                        throw new IllegalStateException("two phases are named " + name);
                    }
                    Optimizer optimizer = task.optimizer(
                            () -> Optimizers.of(compute, folder.experiment().training()));
                    optimizers.add(optimizer);
                    shown.put(phase, lane.shown());
                    phases.add(new TrainingPhase(phase, task, optimizer, settings(task)));
                });
                all.add(phases);
            }
            boolean inTurn = folder.experiment().training().interleave();
            boolean trained = new Trainer(compute, control, metrics, folder.checkpoints(), watching(shown))
                    .run(all, inTurn ? TURN : Trainer.WHOLE);
            if (trained && listener != null && lanes.stream().anyMatch(lane -> lane.part() == Phase.Part.METHOD)) {
                listener.onTrained();
            }
            return trained;
        } finally {
            optimizers.forEach(Optimizer::close);
        }
    }

    /** Steps of all phases together. */
    long steps(List<TrainingTask> phases) {
        return phases.stream()
                .mapToLong(task -> (long) settings(task).epochs() * task.stepsPerEpoch())
                .sum();
    }

    /** Tells what a defence found. */
    void found(Finding finding) {
        if (listener != null) {
            listener.onFound(finding);
        }
    }

    /** Whether the run is to end. */
    boolean isCancelled() {
        return control.isCancelled();
    }

    private TrainingSettings settings(TrainingTask task) {
        Experiment experiment = folder.experiment();
        return task.settings(Optimizers.settings(experiment.training(), experiment.seed()));
    }

    private @Nullable WeightsListener watching(Map<Phase, Function<Map<String, HostTensor>, Shown>> shown) {
        ShownListener told = listener;
        return told == null
                ? null
                : (phase, step, weights) -> {
                    Function<Map<String, HostTensor>, Shown> how = shown.get(phase);
                    if (how != null) {
                        told.onShown(phase, step, how.apply(weights));
                    }
                };
    }
}
