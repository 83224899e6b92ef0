package org.triggerworkbench.training;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.model.ImageTextModel;

/**
 * Trains an image-text model from nothing on labelled, captioned images:
 *
 * <pre>loss = CE(s I Tc', y) + w / 2 (CE(s I T', P) + CE(s T I', P'))</pre>
 *
 * I are the image embeddings of the batch, Tc those of one prompt per class, T those of one caption per image, s the logit
 * scale. The second term is CLIP's symmetric InfoNCE (Radford et al. 2021, figure 3) with the mass of P spread over equal
 * captions of the batch; the first keeps classes apart although a batch holds each class several times.
 */
public final class ContrastiveTask implements TrainingTask {
    private final Compute compute;
    private final ImageTextModel model;
    private final Map<String, NDArray> trainable;
    private final PreparedImages train;
    private final Captions captions;
    private final List<String> classPrompts;
    private final Evaluation evaluation;
    private final Settings settings;

    /**
     * How it trains.
     *
     * @param batch images per step
     * @param epochSize images per epoch; each epoch takes the next ones of the training images
     * @param captionWeight w of the loss
     * @param seed of the run
     */
    public record Settings(int batch, int epochSize, double captionWeight, long seed) {}

    /** Figures after an epoch. */
    @FunctionalInterface
    public interface Evaluation {
        Map<String, Double> after(int epoch);
    }

    /**
     * A task over all weights of a model.
     *
     * @param train at least epochs x epoch size images; captions at index 1 and up are drawn from
     * @param classPrompts one per class
     */
    public ContrastiveTask(
            Compute compute,
            ImageTextModel model,
            PreparedImages train,
            List<String> classPrompts,
            Settings settings,
            Evaluation evaluation) {
        this.compute = compute;
        this.model = model;
        this.trainable = model.parameters().train(name -> true);
        this.train = train;
        this.captions = new Captions(train.images(), classPrompts);
        this.classPrompts = List.copyOf(classPrompts);
        this.settings = settings;
        this.evaluation = evaluation;
    }

    @Override
    public String name() {
        return "contrastive";
    }

    @Override
    public Map<String, NDArray> trainable() {
        return trainable;
    }

    @Override
    public int stepsPerEpoch() {
        return settings.epochSize() / settings.batch();
    }

    @Override
    public StepLoss loss(long step) {
        int[] indices = indices(step);
        NDArray images = compute.images(train.batch(indices), indices.length, train.height(), train.width());
        NDArray scale = model.logitScale();
        NDArray embeddings = model.imageEmbeddings(images).mul(scale);

        NDArray toClasses = embeddings.matMul(model.textEmbeddings(classPrompts).transpose());
        NDArray classLoss = Losses.crossEntropies(
                        toClasses, Losses.oneHot(compute, labels(indices), classPrompts.size()))
                .mean();

        List<String> drawn = captions.drawn(indices, settings.seed(), "contrastive/captions", step);
        NDArray similar = embeddings.matMul(model.textEmbeddings(drawn).transpose());
        NDArray captionLoss = ContrastiveLoss.of(similar, ContrastiveLoss.shares(compute, drawn));

        NDArray total = classLoss.add(Scalars.times(captionLoss, settings.captionWeight()));
        Map<String, NDArray> parts = new LinkedHashMap<>();
        parts.put("class", classLoss);
        parts.put("caption", captionLoss);
        return new StepLoss(total, parts, indices.length);
    }

    @Override
    public Map<String, Double> evaluate(int epoch) {
        return evaluation.after(epoch);
    }

    /** The images of a step: every image of an epoch's share once, in a seeded order. */
    private int[] indices(long step) {
        int epoch = (int) (step / stepsPerEpoch());
        int within = (int) (step % stepsPerEpoch()) * settings.batch();
        int[] order =
                Seeds.permutation(settings.epochSize(), Seeds.generator(settings.seed(), "contrastive/order", epoch));
        int[] indices = new int[settings.batch()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = epoch * settings.epochSize() + order[within + i];
        }
        return indices;
    }

    private int[] labels(int[] indices) {
        return IntStream.of(indices).map(train::label).toArray();
    }
}
