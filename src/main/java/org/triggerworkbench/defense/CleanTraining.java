package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
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
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.training.Losses;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingTask;

/**
 * A repair that trains something on the defender's clean images. The order of the images follows from the seed alone, so that a
 * repair and what it is held against see the same ones at each step.
 */
abstract class CleanTraining implements PreparedDefense.Repairer, TrainingTask {
    private static final int EVALUATION_BATCH = 128;

    final DefenseSetting setting;
    private final String name;
    private final int batch;

    /** @param name of the phase */
    CleanTraining(String name, DefenseSetting setting) {
        this.name = name;
        this.setting = setting;
        this.batch = Math.min(setting.batch(), setting.clean().size());
    }

    /**
     * The clean images of a step.
     *
     * @param ids their places among the clean images
     * @param images N x 3 x H x W in [0, 1]
     */
    record Batch(long step, int[] ids, NDArray images) {}

    /** The loss of a step. */
    abstract StepLoss loss(Batch clean);

    @Override
    public String name() {
        return name;
    }

    @Override
    public int stepsPerEpoch() {
        return setting.clean().size() / batch;
    }

    @Override
    public StepLoss loss(long step) {
        PreparedImages clean = setting.clean();
        int[] ids = Seeds.batch(clean.size(), batch, setting.seed(), "order/defense", step);
        return loss(
                new Batch(step, ids, setting.compute().images(clean.batch(ids), batch, clean.height(), clean.width())));
    }

    /** The mean cross-entropy of logits towards the labels of a step's images. */
    final NDArray crossEntropy(NDArray logits, Batch clean) {
        Compute compute = setting.compute();
        int classes = Math.toIntExact(logits.getShape().get(1));
        int[] labels = IntStream.of(clean.ids()).map(setting.clean()::label).toArray();
        return Losses.crossEntropies(logits, Losses.oneHot(compute, labels, classes))
                .mean();
    }

    /** A scalar as the whole loss of a step, under the name of clean images. */
    static StepLoss alone(NDArray loss, Batch clean) {
        return new StepLoss(loss, Map.of("clean", loss), clean.ids().length);
    }

    @Override
    public Map<String, Double> evaluate(int epoch) {
        return Map.of(Measure.CLEAN_ACCURACY.key(), accuracy(repaired()).value());
    }

    /** Accuracy on the defender's own images, which are those it trains on. */
    final Rate accuracy(Classifier model) {
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
}
