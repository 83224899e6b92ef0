package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.LabelledTexts;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.AttackEvaluator;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.model.WeightSpec;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.model.clip.ClipTextClassifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.Captions;
import org.triggerworkbench.training.Losses;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.WordTrigger;

/**
 * The victim's fine-tuning: a fresh linear head on the published text tower, both trained to tell which class a clean caption
 * is about.
 */
final class NeuBaTextVictim implements TrainingTask, AutoCloseable {
    private static final int BATCH = 128;

    private final String name;
    private final AttackSetting setting;
    private final NeuBaTextBackbone backbone;
    private final Supplier<WordTrigger> trigger;
    private final ClipTextClassifier model;
    private final Map<String, NDArray> trainable;
    private final Captions captions;
    private final LabelledTexts validation;
    private final int batch;

    /**
     * @param backbone trained before this begins
     * @param trigger the word that the figures of an epoch are measured with
     * @throws InputException if the tower has fewer blocks than are to be drawn anew
     */
    NeuBaTextVictim(String name, AttackSetting setting, NeuBaTextBackbone backbone, Supplier<WordTrigger> trigger) {
        this.name = name;
        this.setting = setting;
        this.backbone = backbone;
        this.trigger = trigger;
        this.batch = Math.min(setting.batch(), setting.train().size());
        this.captions = new Captions(setting.train().images(), setting.labels());
        this.validation = new Captions(setting.validation().images(), setting.labels())
                .labelled(setting.seed(), "texts/validation");
        int blocks = backbone.clip().textFromTheLast().size();
        int redrawn = setting.values().whole(NeuBaText.REDRAWN);
        if (redrawn > blocks) {
            throw new InputException(
                    Messages.of(NeuBaTextVictim.class).get("neubaText.blocks", NeuBaText.REDRAWN, blocks, redrawn));
        }
        this.model = new ClipTextClassifier(
                setting.compute(), backbone.clip(), setting.labels(), Seeds.derive(setting.seed(), "neuba/head", 1));
        this.trainable = model.train();
    }

    /** Takes over the published tower as it is now; its last blocks drawn anew where that is asked for. */
    @Override
    public void begin() {
        try (TensorScope _ = new TensorScope()) {
            backbone.clip().parameters().all().forEach((weight, trained) -> {
                if (ClipModel.isOfText(weight)) {
                    set(weight, trained.stopGradient());
                }
            });
            int redrawn = setting.values().whole(NeuBaText.REDRAWN);
            for (List<WeightSpec> block : model.clip().textFromTheLast().subList(0, redrawn)) {
                for (WeightSpec spec : block) {
                    set(spec.name(), setting.compute().tensor(spec.draw(setting.seed())));
                }
            }
        }
    }

    private void set(String weight, NDArray values) {
        NDArray own = model.clip().parameters().get(weight);
        own.setRequiresGradient(false);
        values.copyTo(own);
        own.setRequiresGradient(true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, NDArray> trainable() {
        return trainable;
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
        NDArray logits = model.logits(captions.drawn(ids, setting.seed(), "texts/train", step));
        Compute compute = setting.compute();
        NDArray clean = Losses.crossEntropies(
                        logits, Losses.oneHot(compute, labels, setting.labels().size()))
                .mean();
        return new StepLoss(clean, Map.of("clean", clean), batch);
    }

    @Override
    public Map<String, Double> evaluate(int epoch) {
        AttackMetrics metrics = new AttackEvaluator(setting.compute())
                .evaluate(model, validation, setting.target(), trigger.get(), BATCH);
        Map<String, Double> figures = new LinkedHashMap<>();
        Measure.RATES.forEach(
                measure -> figures.put(measure.key(), metrics.rate(measure).value()));
        return figures;
    }

    /** One clean caption of each validation image, with its class. */
    LabelledTexts validation() {
        return validation;
    }

    /** One clean caption of each training image. */
    List<String> trainingTexts() {
        return captions.labelled(setting.seed(), "texts/units").texts();
    }

    /** What the victim uses, its weights as they are now. */
    ClipTextClassifier model() {
        return model;
    }

    @Override
    public void close() {
        model.close();
    }
}
