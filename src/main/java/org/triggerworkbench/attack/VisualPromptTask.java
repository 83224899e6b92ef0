package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Npz;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.data.PictureFiles;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.AttackEvaluator;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptPicture;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.prompt.VisualPrompt;
import org.triggerworkbench.training.Augmentation;
import org.triggerworkbench.training.Losses;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.trigger.StampOrder;
import org.triggerworkbench.trigger.Stamper;

/** Trains a visual prompt on clean and poisoned images; without poisoned ones it is plain visual prompting. */
final class VisualPromptTask implements PreparedAttack {
    private static final int EVALUATION_BATCH = 128;

    private final String name;
    private final AttackSetting setting;
    private final PoisonPlan plan;
    private final VisualPrompt prompt;
    private final PromptedClassifier prompted;
    private final Stamper stamper;
    private final boolean pool;
    private final double lambda;
    private final int batch;
    private final Augmentation augmentation;
    private final StampOrder stampOrder;

    VisualPromptTask(String name, AttackSetting setting, PoisonPlan plan) {
        this.name = name;
        this.setting = setting;
        this.plan = plan;
        Compute compute = setting.compute();
        this.prompt = setting.promptScale() == 0
                ? VisualPrompt.zeros(compute, setting.prompt())
                : VisualPrompt.normal(compute, setting.prompt(), setting.promptScale(), setting.seed());
        this.prompted = new PromptedClassifier(setting.source(), prompt, setting.mapping(), setting.labels());
        this.stamper = new Stamper(
                compute,
                setting.trigger(),
                setting.train().height(),
                setting.train().width());
        // Without poison both weightings are the same loss; the control then is one and the same for both.
        this.pool = plan.poisoned().length == 0
                || setting.values().choice(BadVisualPrompt.WEIGHTING).equals(BadVisualPrompt.POOL);
        this.lambda = setting.values().number(BadVisualPrompt.LAMBDA);
        this.batch = Math.min(setting.batch(), setting.train().size());
        this.augmentation = option(Augmentation.class, setting.values().choice(BadVisualPrompt.AUGMENTATION));
        this.stampOrder = option(StampOrder.class, setting.values().choice(BadVisualPrompt.STAMP_ORDER));
        prompt.values().setRequiresGradient(true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, NDArray> trainable() {
        return Map.of("prompt", prompt.values());
    }

    @Override
    public int stepsPerEpoch() {
        return setting.train().size() / batch;
    }

    @Override
    public StepLoss loss(long step) {
        PoisonPlan.Draw draw = pool
                ? plan.fromPool(step, batch, stepsPerEpoch())
                : plan.fromBoth(step, batch, setting.values().whole(BadVisualPrompt.POISONED_BATCH), stepsPerEpoch());
        NDArray losses = lossesOf(draw, step);
        int clean = draw.clean().length;
        int all = clean + draw.poisoned().length;
        Map<String, NDArray> parts = new LinkedHashMap<>();
        if (clean > 0) {
            parts.put("clean", losses.get("0:" + clean).mean());
        }
        if (all > clean) {
            parts.put("poisoned", losses.get(clean + ":").mean());
        }
        return new StepLoss(pool ? losses.mean() : twoMeans(parts), parts, all);
    }

    @Override
    public Map<String, Double> evaluate(int epoch) {
        AttackMetrics metrics = new AttackEvaluator(setting.compute())
                .evaluate(
                        prompted,
                        setting.validation(),
                        setting.target(),
                        (images, ids) -> stamper.stamp(images, ids, setting.seed()),
                        EVALUATION_BATCH);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("cleanAccuracy", metrics.cleanAccuracy().value());
        figures.put("attackSuccessRate", metrics.attackSuccess().value());
        figures.put("cleanTargetRate", metrics.cleanTargetRate().value());
        figures.put("robustAccuracy", metrics.robustAccuracy().value());
        Double control = setting.control();
        if (control != null) {
            figures.put("controlRate", control);
        }
        return figures;
    }

    @Override
    public Classifier attacked() {
        return prompted;
    }

    @Override
    public int[] poisoned() {
        return plan.poisoned();
    }

    @Override
    public Path save(Path folder) {
        Path file = folder.resolve(name + ".safetensors");
        PromptFiles.write(file, prompt, setting.mapping());
        HostTensor values = prompt.toHost();
        Npz.write(folder.resolve(name + ".npz"), Map.of("prompt", values));
        PictureFiles.writePng(folder.resolve(name + ".png"), PromptPicture.of(prompt.layout(), values.floats()));
        return file;
    }

    @Override
    public void close() {
        stamper.close();
        prompt.close();
    }

    private NDArray twoMeans(Map<String, NDArray> parts) {
        NDArray clean = parts.get("clean");
        NDArray poisoned = parts.get("poisoned");
        if (poisoned == null) {
            return Objects.requireNonNull(clean, "a step without images");
        }
        NDArray weighted = Scalars.times(poisoned, lambda);
        return clean == null ? weighted : clean.add(weighted);
    }

    /** The cross-entropy of each image: first the clean ones towards their labels, then the stamped ones to the target. */
    private NDArray lossesOf(PoisonPlan.Draw draw, long step) {
        int[] ids = IntStream.concat(IntStream.of(draw.clean()), IntStream.of(draw.poisoned()))
                .toArray();
        PreparedImages train = setting.train();
        NDArray images = setting.compute().images(train.batch(ids), ids.length, train.height(), train.width());
        int clean = draw.clean().length;
        images = stampOrder == StampOrder.AUGMENT_THEN_STAMP
                ? stampFrom(clean, augmentation.apply(images, setting.seed(), step), draw)
                : augmentation.apply(stampFrom(clean, images, draw), setting.seed(), step);
        int[] labels = IntStream.range(0, ids.length)
                .map(i -> i < clean ? train.label(ids[i]) : setting.target().expected(train.label(ids[i])))
                .toArray();
        NDArray logits = prompted.logits(images);
        return Losses.crossEntropies(
                logits,
                Losses.oneHot(setting.compute(), labels, setting.labels().size()));
    }

    /** The images with the trigger on all from the first poisoned one on. */
    private NDArray stampFrom(int clean, NDArray images, PoisonPlan.Draw draw) {
        if (draw.poisoned().length == 0) {
            return images;
        }
        NDArray stamped = stamper.stamp(images.get(clean + ":"), draw.poisoned(), setting.seed());
        return clean == 0 ? stamped : images.get("0:" + clean).concat(stamped);
    }

    private static <E extends Enum<E>> E option(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
