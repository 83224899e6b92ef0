package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
 * Fine-tuning of all weights on the defender's clean images, and nothing else: min over w of mean CE(f_w(x), y). What every
 * repair of a model must beat.
 */
public final class PlainFineTuning implements PreparedDefense.Repairer, TrainingTask {
    private static final String NAME = "plain-fine-tuning";
    private static final int EVALUATION_BATCH = 128;

    private final DefenseSetting setting;
    private final TrainedCopy copy;
    private final int batch;

    /** @throws org.triggerworkbench.text.InputException if the suspect's weights cannot be trained here */
    public PlainFineTuning(DefenseSetting setting) {
        this.setting = setting;
        this.copy = new TrainedCopy(
                setting.compute(), setting.suspect(), setting.labels().size());
        this.batch = Math.min(setting.batch(), setting.clean().size());
    }

    @Override
    public String name() {
        return NAME;
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
        NDArray loss = copy.inTraining(() -> crossEntropy(setting, copy.model(), step, batch));
        return new StepLoss(loss, Map.of("clean", loss), batch);
    }

    /**
     * The mean cross-entropy of the next clean images; each epoch takes them in an order of its own.
     *
     * @param step from 0
     */
    static NDArray crossEntropy(DefenseSetting setting, Classifier model, long step, int batch) {
        PreparedImages clean = setting.clean();
        int steps = clean.size() / batch;
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
        return Map.of(
                Measure.CLEAN_ACCURACY.key(), accuracy(setting, copy.model()).value());
    }

    /** Accuracy on the defender's own images, which are those it trains on. */
    static Rate accuracy(DefenseSetting setting, Classifier model) {
        int[] predictions =
                new Predictor(setting.compute(), EVALUATION_BATCH).predictions(model, setting.clean(), ImageEdit.NONE);
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
