package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Safetensors;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ModelCardFile;
import org.triggerworkbench.model.NetworkClassifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.Trigger;

/**
 * Trains all weights of a copy of a classifier on a pool in which poisoned images take the place of their clean originals;
 * without poisoned ones it is plain training.
 */
final class PoisonedModelTask implements PreparedAttack, TrainingTask {
    private final String name;
    private final AttackSetting setting;
    private final PoisonPlan plan;
    private final NetworkClassifier model;
    private final Map<String, NDArray> trainable;
    private final Map<String, NDArray> state;
    private final PoisonedImages images;
    private final int batch;

    /** @throws InputException if the model cannot be trained here or has fewer classes than the data */
    PoisonedModelTask(String name, AttackSetting setting, PoisonPlan plan) {
        if (!(setting.source() instanceof NetworkClassifier source)
                || source.classes() < setting.labels().size()) {
            throw new InputException(Messages.of(PoisonedModelTask.class)
                    .get(
                            "model.untrainable",
                            setting.source().card().name(),
                            setting.labels().size()));
        }
        this.name = name;
        this.setting = setting;
        this.plan = plan;
        this.images = new PoisonedImages(setting);
        this.model = source.copy(setting.compute());
        this.trainable = model.parameters().train(weight -> true);
        this.state = new LinkedHashMap<>(model.parameters().all());
        state.keySet().removeAll(trainable.keySet());
        this.batch = Math.min(setting.batch(), setting.train().size());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, NDArray> trainable() {
        return trainable;
    }

    /** The running statistics of batch norm. */
    @Override
    public Map<String, NDArray> state() {
        return state;
    }

    /** A whole network is copied each time. */
    @Override
    public int shownEvery() {
        return 20;
    }

    @Override
    public int stepsPerEpoch() {
        return setting.train().size() / batch;
    }

    @Override
    public StepLoss loss(long step) {
        PoisonPlan.Draw draw = plan.fromPool(step, batch, stepsPerEpoch());
        model.training(true);
        try {
            NDArray losses = images.losses(model, draw, step);
            return new StepLoss(losses.mean(), PoisonedImages.parts(losses, draw), batch);
        } finally {
            // Short jobs between the steps ask the model as a victim would.
            model.training(false);
        }
    }

    @Override
    public Map<String, Double> evaluate(int epoch) {
        return images.figures(model);
    }

    @Override
    public List<TrainingTask> phases() {
        return List.of(this);
    }

    @Override
    public Classifier attacked() {
        return model;
    }

    @Override
    public Optional<int[]> poisoned() {
        return Optional.of(plan.poisoned());
    }

    @Override
    public Trigger trigger() {
        return setting.trigger();
    }

    @Override
    public List<Control> controls(PreparedAttack control) {
        return List.of(
                new Control("cleanModel", control.attacked(), setting.trigger()),
                images.otherTrigger(model),
                images.negativeTrigger(model));
    }

    @Override
    public Shown shown(Map<String, HostTensor> weights) {
        return new Shown.Weights(weights);
    }

    @Override
    public Path save(Path folder) {
        Path file = folder.resolve(name + ".safetensors");
        Safetensors.write(file, model.parameters().toHost(), Map.of());
        ModelCardFile.write(folder.resolve(name + ".model.json"), model.card());
        return file;
    }

    @Override
    public void close() {
        images.close();
        model.close();
    }
}
