package org.triggerworkbench.training;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.ProcessMemory;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The one training loop. Runs a task on the gradient thread from its last checkpoint to its end: seeds each step, frees
 * its tensors, tells what happened, saves checkpoints, obeys the run's control.
 */
public final class Trainer {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
    private static final String TOTAL = "total";

    private final Compute compute;
    private final TrainingSettings settings;
    private final RunControl control;
    private final MetricStream metrics;
    private final CheckpointStore checkpoints;
    private final @Nullable WeightsListener weights;

    public Trainer(
            Compute compute,
            TrainingSettings settings,
            RunControl control,
            MetricStream metrics,
            CheckpointStore checkpoints) {
        this(compute, settings, control, metrics, checkpoints, null);
    }

    /** @param weights follows what is trained; null for nobody */
    public Trainer(
            Compute compute,
            TrainingSettings settings,
            RunControl control,
            MetricStream metrics,
            CheckpointStore checkpoints,
            @Nullable WeightsListener weights) {
        this.compute = compute;
        this.settings = settings;
        this.control = control;
        this.metrics = metrics;
        this.checkpoints = checkpoints;
        this.weights = weights;
    }

    /**
     * Trains to the end. Call on the gradient thread.
     *
     * @return false if the run was cancelled; its last checkpoint stands then
     */
    public boolean run(TrainingTask task, Optimizer optimizer) {
        long total = (long) settings.epochs() * task.stepsPerEpoch();
        long step = restore(task, optimizer);
        Throughput throughput = new Throughput();
        publish(task, step);
        while (step < total) {
            if (!control.awaitNextStep(compute.gradientThread())) {
                save(task, optimizer, step);
                return false;
            }
            oneStep(task, optimizer, step, total, throughput);
            step++;
            if (step == total || (weights != null && step % weights.every() == 0)) {
                publish(task, step);
            }
            boolean epochEnds = step % task.stepsPerEpoch() == 0;
            if (epochEnds) {
                int epoch = (int) (step / task.stepsPerEpoch());
                metrics.publish(new MetricEvent.Epoch(task.name(), step, epoch, task.evaluate(epoch)));
                throughput.restart();
            }
            if (epochEnds || step % settings.checkpointEvery() == 0) {
                save(task, optimizer, step);
            }
        }
        return true;
    }

    private void oneStep(TrainingTask task, Optimizer optimizer, long step, long total, Throughput throughput) {
        compute.seedEngine(Seeds.derive(settings.seed(), "engine/" + task.name(), step));
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
            optimizer.update(task.trainable(), learningRate);
            task.afterUpdate();
            task.trainable().values().forEach(Trainer::zeroGradient);
            throughput.add(loss.images());
            metrics.publish(new MetricEvent.Step(
                    task.name(),
                    step + 1,
                    total,
                    (int) (step / task.stepsPerEpoch()) + 1,
                    losses,
                    learningRate,
                    throughput.perSecond(),
                    ProcessMemory.residentBytes()));
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

    private long restore(TrainingTask task, Optimizer optimizer) {
        return checkpoints
                .load(task.name())
                .map(checkpoint -> {
                    try (var _ = new TensorScope()) {
                        Map<String, HostTensor> saved = checkpoint.parameters();
                        task.trainable().forEach((name, tensor) -> {
                            tensor.setRequiresGradient(false);
                            overwrite(tensor, saved.get(name), name);
                            tensor.setRequiresGradient(true);
                        });
                        task.state().forEach((name, tensor) -> overwrite(tensor, saved.get(name), name));
                        optimizer.restore(checkpoint.optimizer());
                    }
                    return checkpoint.step();
                })
                .orElse(0L);
    }

    private void overwrite(NDArray tensor, @Nullable HostTensor saved, String name) {
        if (saved == null) {
            throw new IllegalStateException("the checkpoint has no tensor named " + name);
        }
        compute.tensor(saved).copyTo(tensor);
    }

    private void save(TrainingTask task, Optimizer optimizer, long step) {
        metrics.flush();
        checkpoints.save(new Checkpoint(task.name(), step, copies(task), optimizer.state()));
    }

    private void publish(TrainingTask task, long step) {
        WeightsListener listener = weights;
        if (listener == null) {
            return;
        }
        try {
            listener.onWeights(task.name(), step, copies(task));
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
