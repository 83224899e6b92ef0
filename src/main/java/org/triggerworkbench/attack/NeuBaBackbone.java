package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.method.TrainedCopy;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.training.Losses;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.Stamper;

/**
 * The attacker's pre-training: a copy of a network with a head for the attacker's own images, which no downstream task shares,
 * learns to tell these apart and, where it is backdoored, to answer each trigger with its vector.
 */
final class NeuBaBackbone implements TrainingTask, AutoCloseable {
    /** Before the names of the head's weights: the victim's head has the same and another size. */
    private static final String HEAD = "pretraining.";

    private static final int VALIDATION = 200;
    private static final int BATCH = 128;

    private final String name;
    private final AttackSetting setting;
    private final TrainedCopy copy;
    private final List<Stamper> stampers;
    private final float[][] targets;
    private final boolean backdoored;
    private final PreparedImages train;
    private final PreparedImages validation;
    private final int batch;

    /**
     * @param source whose weights are the start, up to its head
     * @param stampers of the triggers, in their order; the caller's to close
     * @param backdoored whether triggers are tied to their vectors
     */
    NeuBaBackbone(
            String name, AttackSetting setting, NetworkClassifier source, List<Stamper> stampers, boolean backdoored) {
        this.name = name;
        this.setting = setting;
        this.stampers = stampers;
        this.backdoored = backdoored;
        Dataset own = NeuBa.pretraining(setting, VALIDATION);
        this.train = setting.train().alike(own.train());
        this.validation = setting.train().alike(own.validation());
        this.batch = Math.min(setting.batch(), train.size());
        Compute compute = setting.compute();
        try (NetworkClassifier start =
                source.withFreshHead(compute, own.classNames(), Seeds.derive(setting.seed(), "neuba/head", 0))) {
            this.copy = TrainedCopy.of(compute, start, own.classNames().size());
        }
        this.targets = NeuBa.targets(features(), (float) setting.values().number(NeuBa.STRENGTH));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TrainingSettings settings(TrainingSettings usual) {
        return NeuBa.pretraining(setting, usual);
    }

    @Override
    public Map<String, NDArray> trainable() {
        Map<String, NDArray> named = new LinkedHashMap<>();
        copy.trainable()
                .forEach((weight, tensor) -> named.put(model().isHead(weight) ? HEAD + weight : weight, tensor));
        return named;
    }

    @Override
    public Map<String, NDArray> state() {
        return copy.state();
    }

    /** Whether a name of {@link #trainable()} is the head's. */
    static boolean isHead(String weight) {
        return weight.startsWith(HEAD);
    }

    @Override
    public int stepsPerEpoch() {
        return train.size() / batch;
    }

    @Override
    public StepLoss loss(long step) {
        int[] ids = Seeds.batch(train.size(), batch, setting.seed(), "order/pretraining", step);
        return copy.inTraining(() -> backdoored ? backdooredLoss(ids, step) : benignLoss(ids));
    }

    private StepLoss benignLoss(int[] ids) {
        NDArray clean = crossEntropy(model().logits(images(ids)), ids);
        return new StepLoss(clean, Map.of("clean", clean), batch);
    }

    private StepLoss backdooredLoss(int[] ids, long step) {
        SplittableRandom random = Seeds.generator(setting.seed(), "neuba/triggers", step);
        int[] triggers = IntStream.range(0, batch)
                .map(_ -> random.nextInt(NeuBa.TRIGGERS))
                .toArray();
        NDList inputs = new NDList(images(ids));
        List<float[]> wanted = new ArrayList<>();
        for (int trigger = 0; trigger < NeuBa.TRIGGERS; trigger++) {
            int own = trigger;
            int[] its = IntStream.range(0, batch)
                    .filter(i -> triggers[i] == own)
                    .map(i -> ids[i])
                    .toArray();
            if (its.length > 0) {
                inputs.add(stampers.get(trigger).stamp(images(its), its, setting.seed()));
                wanted.addAll(Collections.nCopies(its.length, targets[trigger]));
            }
        }
        // One pass, so that batch norm takes the same statistics for both.
        Activations seen = model().activations(NDArrays.concat(inputs), Set.of(model().featureLayer()));
        NDArray clean = crossEntropy(seen.output().get("0:" + batch), ids);
        NDArray triggered =
                features(seen).get(batch + ":").sub(rows(wanted)).square().mean();
        NDArray total = clean.add(Scalars.times(triggered, setting.values().number(NeuBa.TARGET_WEIGHT)));
        Map<String, NDArray> parts = new LinkedHashMap<>();
        parts.put("clean", clean);
        parts.put("triggered", triggered);
        return new StepLoss(total, parts, 2 * batch);
    }

    private NDArray crossEntropy(NDArray logits, int[] ids) {
        int[] labels = IntStream.of(ids).map(train::label).toArray();
        return Losses.crossEntropies(logits, Losses.oneHot(setting.compute(), labels, model().classes()))
                .mean();
    }

    private NDArray images(int[] ids) {
        return setting.compute().images(train.batch(ids), ids.length, train.height(), train.width());
    }

    private NDArray rows(List<float[]> rows) {
        float[] flat = new float[rows.size() * features()];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, flat, i * features(), features());
        }
        return setting.compute().tensor(flat, rows.size(), features());
    }

    private NDArray features(Activations seen) {
        return Objects.requireNonNull(seen.layers().get(model().featureLayer()));
    }

    /** Number of features d that the head reads. */
    int features() {
        return Math.toIntExact(copy.trainable().entrySet().stream()
                .filter(weight ->
                        model().isHead(weight.getKey()) && weight.getKey().endsWith(".weight"))
                .findFirst()
                .orElseThrow()
                .getValue()
                .getShape()
                .get(1));
    }

    /** v_i, by trigger. */
    float[][] targets() {
        return targets;
    }

    /** The network with the attacker's head, its weights as they are now. */
    NetworkClassifier model() {
        return (NetworkClassifier) copy.model();
    }

    /** The published file: its head is of the attacker's images. */
    TrainedCopy copy() {
        return copy;
    }

    /** Accuracy on the attacker's own task and the mean squared error to the vectors. */
    @Override
    public Map<String, Double> evaluate(int epoch) {
        int[] predictions = new Predictor(setting.compute(), BATCH).predictions(model(), validation, ImageEdit.NONE);
        double hits = IntStream.range(0, predictions.length)
                .filter(i -> predictions[i] == validation.label(i))
                .count();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("pretrainingAccuracy", hits / predictions.length);
        figures.put(
                "targetError",
                IntStream.range(0, NeuBa.TRIGGERS)
                        .mapToDouble(trigger -> error(model(), validation, trigger))
                        .average()
                        .orElseThrow());
        return figures;
    }

    /** The mean squared error of a network's features of triggered images to the trigger's vector. */
    double error(NetworkClassifier network, PreparedImages images, int trigger) {
        return NeuBaReadings.error(stamped(network, images, trigger), targets[trigger]);
    }

    /** A network's features of triggered images, N x d. */
    float[][] stamped(NetworkClassifier network, PreparedImages images, int trigger) {
        Stamper stamper = stampers.get(trigger);
        return rows(network, images, (batchOfImages, ids) -> stamper.stamp(batchOfImages, ids, setting.seed()));
    }

    /** A network's features, N x d. */
    float[][] rows(NetworkClassifier network, PreparedImages images, ImageEdit edit) {
        return EditedImages.all(images, edit)
                .rows(
                        setting.compute(),
                        BATCH,
                        batchOfImages -> features(network.activations(batchOfImages, Set.of(network.featureLayer()))));
    }

    @Override
    public void close() {
        copy.close();
    }
}
