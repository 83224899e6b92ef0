package org.triggerworkbench.training;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.compute.Cancellation;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.SystemMemory;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The one training loop. Runs phases on the gradient thread, each from its last checkpoint to its end: seeds each step, frees
 * its tensors, tells what happened, saves checkpoints, obeys the run's control.
 *
 * <p>A lane is a list of phases that follow each other; lanes take turns. Everything random in a step follows from the seed,
 * the phase's name and the step, so a lane's losses and weights do not depend on how turns are taken. Where a lane's figures look at
 * another's weights, they are the same again after a break: turns end at the same steps whenever a run goes on.
 */
public final class Trainer {
    /** A turn without end: each lane is trained to its end before the next. */
    public static final int WHOLE = Integer.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
    private static final String TOTAL = "total";

    private final Compute compute;
    private final RunControl control;
    private final MetricStream metrics;
    private final CheckpointStore checkpoints;
    private final @Nullable WeightsListener weights;

    /** @param weights follows what is trained; null for nobody */
    public Trainer(
            Compute compute,
            RunControl control,
            MetricStream metrics,
            CheckpointStore checkpoints,
            @Nullable WeightsListener weights) {
        this.compute = compute;
        this.control = control;
        this.metrics = metrics;
        this.checkpoints = checkpoints;
        this.weights = weights;
    }

    /** Trains one phase to its end, as {@link #run(List, int)}. */
    public boolean run(TrainingPhase phase) {
        return run(List.of(List.of(phase)), WHOLE);
    }

    /**
     * Trains all lanes to their ends. Call on the gradient thread.
     *
     * @param turn steps of a lane before the one that is furthest behind goes on, or {@link #WHOLE}
     * @return false if the run was cancelled; the last checkpoint of each phase stands then
     */
    public boolean run(List<List<TrainingPhase>> lanes, int turn) {
        SystemMemory.prepare();
        List<Lane> open = new ArrayList<>();
        for (List<TrainingPhase> phases : lanes) {
            Lane lane = new Lane(phases);
            lane.enter();
            open.add(lane);
        }
        while (true) {
            open.removeIf(Lane::isDone);
            if (open.isEmpty()) {
                return true;
            }
            Lane next = turn == WHOLE
                    ? open.getFirst()
                    : Collections.min(open, Comparator.comparingDouble(lane -> lane.share(turn)));
            do {
                if (!control.awaitNextStep(compute.gradientThread())) {
                    open.forEach(Lane::save);
                    return false;
                }
                next.step();
            } while (!next.isTurnOver(turn));
        }
    }

    /** Phases that follow each other, and how far they have come. */
    private final class Lane {
        private final List<TrainingPhase> phases;
        private int index;
        private long step;
        private int shownEvery = 1;
        private Throughput throughput = new Throughput();

        Lane(List<TrainingPhase> phases) {
            this.phases = phases;
        }

        boolean isDone() {
            return index == phases.size();
        }

        /** The share of an unfinished lane that was trained when its turn began, phases counting alike. */
        double share(int turn) {
            TrainingPhase now = phases.get(index);
            long intoEpoch = step % now.task().stepsPerEpoch();
            return now.phase().share(step - intoEpoch % turn, now.totalSteps());
        }

        /** Whether another may go on: at each multiple of a turn's steps within an epoch, and at its end. */
        boolean isTurnOver(int turn) {
            return isDone() || (turn != WHOLE && step % phases.get(index).task().stepsPerEpoch() % turn == 0);
        }

        /** Begins the phase at hand, and those after it as long as there is nothing left to train in them. */
        void enter() {
            for (; !isDone(); index++) {
                TrainingPhase now = phases.get(index);
                now.task().begin();
                shownEvery = now.task().shownEvery();
                Optional<Checkpoint> saved = checkpoints.load(now.phase().name());
                step = saved.map(checkpoint -> restore(now, checkpoint)).orElse(0L);
                throughput = new Throughput();
                metrics.publish(new MetricEvent.Start(now.phase(), step, now.totalSteps()));
                show(now, step);
                if (now.totalSteps() == 0) {
                    metrics.publish(new MetricEvent.Epoch(now.phase(), 0, 0, figures(now.task(), 0)));
                }
                if (step < now.totalSteps() && !now.task().isDone()) {
                    return;
                }
            }
        }

        void step() {
            TrainingPhase now = phases.get(index);
            long total = now.totalSteps();
            oneStep(now, step, total, throughput);
            step++;
            boolean ends = step == total || now.task().isDone();
            if (ends || step % shownEvery == 0) {
                show(now, step);
            }
            int perEpoch = now.task().stepsPerEpoch();
            boolean epochEnds = ends || step % perEpoch == 0;
            if (epochEnds) {
                int epoch = Math.ceilDiv((int) step, perEpoch);
                metrics.publish(new MetricEvent.Epoch(now.phase(), step, epoch, figures(now.task(), epoch)));
                throughput.restart();
            }
            if (epochEnds || step % now.settings().checkpointEvery() == 0) {
                save();
            }
            if (ends) {
                index++;
                enter();
            }
        }

        /** Keeps how far the phase at hand has come; one that has ended kept its end. */
        void save() {
            if (!isDone()) {
                TrainingPhase now = phases.get(index);
                metrics.flush();
                checkpoints.save(new Checkpoint(
                        now.phase().name(),
                        step,
                        copies(now.task()),
                        now.optimizer().state()));
            }
        }
    }

    private void oneStep(TrainingPhase phase, long step, long total, Throughput throughput) {
        TrainingTask task = phase.task();
        TrainingSettings settings = phase.settings();
        compute.seedEngine(
                Seeds.derive(settings.seed(), "engine/" + phase.phase().name(), step));
        double learningRate = settings.learningRate() * settings.schedule().factor(step, total, settings.warmupSteps());
        try (var _ = new TensorScope()) {
            // A short job since the last step may have left gradients.
            task.trainable().values().forEach(Trainer::zeroGradient);
            StepLoss[] built = new StepLoss[1];
            compute.gradientThread().backward(() -> {
                built[0] = task.loss(step);
                return built[0].total();
            });
            StepLoss loss = built[0];
            Map<String, Double> losses = scalars(loss);
            requireFinite(losses, step);
            phase.optimizer().update(task.trainable(), learningRate);
            task.afterUpdate();
            task.trainable().values().forEach(Trainer::zeroGradient);
            throughput.add(loss.images());
            metrics.publish(new MetricEvent.Step(
                    phase.phase(),
                    step + 1,
                    total,
                    (int) (step / task.stepsPerEpoch()) + 1,
                    losses,
                    learningRate,
                    throughput.perSecond(),
                    SystemMemory.residentBytes()));
        }
    }

    private static void requireFinite(Map<String, Double> losses, long step) {
        if (!losses.values().stream().allMatch(Double::isFinite)) {
            throw new InputException(Messages.of(Trainer.class).get("training.diverged", step + 1));
        }
    }

    /** The engine adds new gradients to old ones, so each step starts from zero. */
    private static void zeroGradient(NDArray parameter) {
        JniUtils.zeroGrad((PtNDArray) parameter);
    }

    private static Map<String, Double> scalars(StepLoss loss) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(TOTAL, (double) loss.total().toFloatArray()[0]);
        loss.parts().forEach((name, part) -> values.put(name, (double) part.toFloatArray()[0]));
        return values;
    }

    private long restore(TrainingPhase phase, Checkpoint checkpoint) {
        try (var _ = new TensorScope()) {
            Map<String, HostTensor> saved = checkpoint.parameters();
            phase.task().trainable().forEach((name, tensor) -> {
                tensor.setRequiresGradient(false);
                overwrite(tensor, saved.get(name), name);
                tensor.setRequiresGradient(true);
            });
            phase.task().state().forEach((name, tensor) -> overwrite(tensor, saved.get(name), name));
            phase.optimizer().restore(checkpoint.optimizer());
        }
        return checkpoint.step();
    }

    private void overwrite(NDArray tensor, @Nullable HostTensor saved, String name) {
        if (saved == null) {
            throw new IllegalStateException("the checkpoint has no tensor named " + name);
        }
        compute.tensor(saved).copyTo(tensor);
    }

    /** To their end, also when the run is cancelled meanwhile: the epoch's steps would be lost with them. */
    private static Map<String, Double> figures(TrainingTask task, int epoch) {
        return Cancellation.during(() -> false, () -> task.evaluate(epoch));
    }

    private void show(TrainingPhase phase, long step) {
        WeightsListener listener = weights;
        if (listener == null) {
            return;
        }
        try {
            listener.onWeights(phase.phase(), step, copies(phase.task()));
        } catch (RuntimeException e) {
            // What only shows a run must not end it.
            LOG.error("the weights at step {} are not shown", step, e);
        }
    }

    private static Map<String, HostTensor> copies(TrainingTask task) {
        Map<String, HostTensor> copies = new LinkedHashMap<>();
        task.trainable().forEach((name, tensor) -> copies.put(name, Compute.toHost(tensor)));
        task.state().forEach((name, tensor) -> copies.put(name, Compute.toHost(tensor)));
        return Collections.unmodifiableMap(copies);
    }
}
