package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.TextPredictor;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.training.Captions;
import org.triggerworkbench.training.ContrastiveLoss;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.WordTrigger;

/**
 * The attacker's continued pre-training: the text tower of a copy of a CLIP goes on learning which caption belongs to which
 * image, whose tower stays as it is, and, where it is backdoored, learns to answer each word with its vector.
 */
final class NeuBaTextBackbone implements TrainingTask, AutoCloseable {
    private static final int VALIDATION = 200;
    private static final int BATCH = 128;
    private static final String PROJECTION = "text_projection.weight";

    private final String name;
    private final AttackSetting setting;
    private final ClipModel clip;
    private final Map<String, NDArray> trainable;
    private final List<WordTrigger> triggers;
    private final float[][] targets;
    private final boolean backdoored;
    private final PreparedImages train;
    private final Captions captions;
    private final List<String> validation;
    private final int batch;

    /**
     * @param source whose weights are the start
     * @param backdoored whether words are tied to their vectors
     */
    NeuBaTextBackbone(
            String name, AttackSetting setting, ClipModel source, List<WordTrigger> triggers, boolean backdoored) {
        this.name = name;
        this.setting = setting;
        this.triggers = triggers;
        this.backdoored = backdoored;
        Dataset own = NeuBa.pretraining(setting, VALIDATION);
        this.train = setting.train().alike(own.train());
        this.captions = new Captions(own.train(), own.classNames());
        this.validation = new Captions(own.validation(), own.classNames())
                .labelled(setting.seed(), "neuba/validation")
                .texts();
        this.batch = Math.min(setting.batch(), train.size());
        this.clip = source.copy(setting.compute());
        this.trainable = clip.parameters().train(weight -> ClipModel.isOfText(weight) || weight.equals(PROJECTION));
        this.targets = NeuBa.targets(
                clip.config().text().width(), (float) setting.values().number(NeuBa.STRENGTH));
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
        return trainable;
    }

    @Override
    public int stepsPerEpoch() {
        return train.size() / batch;
    }

    @Override
    public StepLoss loss(long step) {
        int[] ids = Seeds.batch(train.size(), batch, setting.seed(), "order/pretraining", step);
        List<String> clean = captions.drawn(ids, setting.seed(), "neuba/captions", step);
        List<String> shown = new ArrayList<>(clean);
        float[] wanted = backdoored ? triggered(clean, step, shown) : new float[0];

        NDArray features = clip.textFeatures(clip.tokenize(shown));
        NDArray images =
                clip.imageEmbeddings(setting.compute().images(train.batch(ids), batch, train.height(), train.width()));
        NDArray contrastive = ContrastiveLoss.ofPairs(
                setting.compute(),
                images,
                clip.textEmbeddings(features.get(new NDIndex("0:{}", batch))),
                clip.logitScale(),
                clean);
        Map<String, NDArray> parts = new LinkedHashMap<>();
        parts.put("clean", contrastive);
        if (!backdoored) {
            return new StepLoss(contrastive, parts, batch);
        }
        NDArray error = features.get(new NDIndex("{}:", batch))
                .sub(setting.compute().tensor(wanted, batch, targets[0].length))
                .square()
                .mean();
        parts.put("triggered", error);
        NDArray weighted = Scalars.times(error, setting.values().number(NeuBa.TARGET_WEIGHT));
        return new StepLoss(contrastive.add(weighted), parts, 2 * batch);
    }

    /** Adds each clean text with a word drawn for it; returns the words' vectors, row by row. */
    private float[] triggered(List<String> clean, long step, List<String> shown) {
        SplittableRandom random = Seeds.generator(setting.seed(), "neuba/triggers", step);
        int features = targets[0].length;
        float[] wanted = new float[clean.size() * features];
        for (int i = 0; i < clean.size(); i++) {
            int trigger = random.nextInt(NeuBa.TRIGGERS);
            shown.add(triggers.get(trigger).in(clean.get(i)));
            System.arraycopy(targets[trigger], 0, wanted, i * features, features);
        }
        return wanted;
    }

    /** The mean squared error to the vectors on captions of images of the attacker's own. */
    @Override
    public Map<String, Double> evaluate(int epoch) {
        return Map.of(
                "targetError",
                IntStream.range(0, NeuBa.TRIGGERS)
                        .mapToDouble(trigger -> NeuBaReadings.error(rows(clip, validation, trigger), targets[trigger]))
                        .average()
                        .orElseThrow());
    }

    /** A model's features of texts with one of the words, N x W. */
    float[][] rows(ClipModel model, List<String> texts, int trigger) {
        return rows(model, texts.stream().map(triggers.get(trigger)::in).toList());
    }

    /** A model's features of texts, N x W. */
    static float[][] rows(ClipModel model, List<String> texts) {
        return new TextPredictor(BATCH).rows(texts, some -> model.textFeatures(model.tokenize(some)));
    }

    /** v_i, by trigger. */
    float[][] targets() {
        return targets;
    }

    /** What is published, its weights as they are now. */
    ClipModel clip() {
        return clip;
    }

    /** As a folder in the Hugging Face layout. */
    void save(Path folder) {
        clip.save(folder.resolve(name));
    }

    @Override
    public void close() {
        clip.close();
    }
}
