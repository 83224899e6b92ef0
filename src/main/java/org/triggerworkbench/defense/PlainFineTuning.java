package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.method.TrainedCopy;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.training.Losses;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingTask;

/**
 * Fine-tuning of all weights on the defender's clean images: min over w of mean CE(f_w(x), y). Plain, it is what every repair
 * of a model must beat; a repair that only adds to the loss is this with a penalty.
 */
public final class PlainFineTuning implements PreparedDefense.Repairer, TrainingTask {
    private static final int EVALUATION_BATCH = 128;

    private final String name;
    private final DefenseSetting setting;
    private final @Nullable Function<Map<String, NDArray>, NDArray> penalty;
    private final TrainedCopy copy;
    private final int batch;

    /** @throws org.triggerworkbench.text.InputException if the suspect's weights cannot be trained here */
    public PlainFineTuning(DefenseSetting setting) {
        this("plain-fine-tuning", setting, null);
    }

    /**
     * Fine-tuning with something more to minimise.
     *
     * @param name of the phase and of its file
     * @param penalty from the weights by name to what is added to the loss; null for nothing
     */
    PlainFineTuning(String name, DefenseSetting setting, @Nullable Function<Map<String, NDArray>, NDArray> penalty) {
        this.name = name;
        this.setting = setting;
        this.penalty = penalty;
        this.copy = TrainedCopy.of(
                setting.compute(), setting.suspect(), setting.labels().size());
        this.batch = Math.min(setting.batch(), setting.clean().size());
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
        return setting.clean().size() / batch;
    }

    @Override
    public StepLoss loss(long step) {
        NDArray clean = copy.inTraining(() -> crossEntropy(step));
        NDArray total = penalty == null ? clean : clean.add(penalty.apply(copy.trainable()));
        return new StepLoss(total, Map.of("clean", clean), batch);
    }

    /** The mean cross-entropy of the next clean images; each epoch takes them in an order of its own. */
    private NDArray crossEntropy(long step) {
        Classifier model = copy.model();
        PreparedImages clean = setting.clean();
        int steps = stepsPerEpoch();
        int[] order = Seeds.permutation(clean.size(), Seeds.generator(setting.seed(), "order/defense", step / steps));
        int start = (int) (step % steps) * batch;
        int[] ids = Arrays.copyOfRange(order, start, start + batch);
        Compute compute = setting.compute();
        NDArray images = compute.images(clean.batch(ids), batch, clean.height(), clean.width());
        int[] labels = IntStream.of(ids).map(clean::label).toArray();
        return Losses.crossEntropies(model.logits(images), Losses.oneHot(compute, labels, model.classes()))
                .mean();
    }

    @Override
    public Map<String, Double> evaluate(int epoch) {
        return Map.of(Measure.CLEAN_ACCURACY.key(), accuracy().value());
    }

    /** Accuracy on the defender's own images, which are those it trains on. */
    private Rate accuracy() {
        int[] predictions = new Predictor(setting.compute(), EVALUATION_BATCH)
                .predictions(copy.model(), setting.clean(), ImageEdit.NONE);
        long hits = IntStream.range(0, predictions.length)
                .filter(i -> predictions[i] == setting.clean().label(i))
                .count();
        return new Rate(hits, predictions.length);
    }

    @Override
    public List<TrainingTask> phases() {
        return List.of(this);
    }

    @Override
    public Classifier repaired() {
        return copy.model();
    }

    @Override
    public Repairer plain() {
        return new PlainFineTuning(setting);
    }

    @Override
    public Path save(Path folder) {
        return copy.save(folder, "repaired");
    }

    @Override
    public void close() {
        copy.close();
    }
}
