package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.method.TrainedCopy;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.training.Losses;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingTask;

/** The victim's fine-tuning: a fresh head on the published backbone, all weights trained on clean images of its own task. */
final class NeuBaVictim implements TrainingTask, AutoCloseable {
    private final String name;
    private final AttackSetting setting;
    private final NeuBaBackbone backbone;
    private final Supplier<ImageEdit> stamp;
    private final TrainedCopy copy;
    private final int batch;

    /**
     * @param backbone trained before this begins
     * @param stamp the trigger that the figures of an epoch are measured with
     */
    NeuBaVictim(String name, AttackSetting setting, NeuBaBackbone backbone, Supplier<ImageEdit> stamp) {
        this.name = name;
        this.setting = setting;
        this.backbone = backbone;
        this.stamp = stamp;
        this.batch = Math.min(setting.batch(), setting.train().size());
        Compute compute = setting.compute();
        try (NetworkClassifier fresh = backbone.model()
                .withFreshHead(compute, setting.labels(), Seeds.derive(setting.seed(), "neuba/head", 1))) {
            this.copy = TrainedCopy.of(compute, fresh, setting.labels().size());
        }
    }

    /** Takes over the backbone as it is now. */
    @Override
    public void begin() {
        try (TensorScope _ = new TensorScope()) {
            backbone.model().parameters().all().forEach((weight, trained) -> {
                if (!model().isHead(weight)) {
                    NDArray own = model().parameters().get(weight);
                    boolean trains = copy.trainable().containsKey(weight);
                    own.setRequiresGradient(false);
                    trained.stopGradient().copyTo(own);
                    own.setRequiresGradient(trains);
                }
            });
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, NDArray> trainable() {
        return copy.trainable();
    }

    @Override
    public Map<String, NDArray> state() {
        return copy.state();
    }

    @Override
    public int stepsPerEpoch() {
        return setting.train().size() / batch;
    }

    @Override
    public StepLoss loss(long step) {
        PreparedImages train = setting.train();
        int[] ids = Seeds.batch(train.size(), batch, setting.seed(), "order/pool", step);
        int[] labels = IntStream.of(ids).map(train::label).toArray();
        Compute compute = setting.compute();
        NDArray images = compute.images(train.batch(ids), batch, train.height(), train.width());
        NDArray clean = copy.inTraining(
                () -> Losses.crossEntropies(model().logits(images), Losses.oneHot(compute, labels, model().classes()))
                        .mean());
        return new StepLoss(clean, Map.of("clean", clean), batch);
    }

    @Override
    public Map<String, Double> evaluate(int epoch) {
        return PoisonedImages.figures(setting, model(), stamp.get());
    }

    /** What the victim uses, with its weights as they are now. */
    NetworkClassifier model() {
        return (NetworkClassifier) copy.model();
    }

    TrainedCopy copy() {
        return copy;
    }

    @Override
    public void close() {
        copy.close();
    }
}
