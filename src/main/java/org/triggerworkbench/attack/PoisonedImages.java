package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.AttackEvaluator;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.training.Augmentation;
import org.triggerworkbench.training.Losses;
import org.triggerworkbench.trigger.ControlTriggers;
import org.triggerworkbench.trigger.StampOrder;
import org.triggerworkbench.trigger.Stamper;

/** The images of a setting as a poisoned training shows them, and what is measured after each of its epochs. */
final class PoisonedImages implements AutoCloseable {
    private static final int EVALUATION_BATCH = 128;

    private final AttackSetting setting;
    private final Stamper stamper;
    private final Augmentation augmentation;
    private final StampOrder stampOrder;

    /** @param setting with values of the parameters augmentation and stamp order */
    PoisonedImages(AttackSetting setting) {
        this.setting = setting;
        this.augmentation = option(Augmentation.class, setting.values().choice(BadVisualPrompt.AUGMENTATION));
        this.stampOrder = option(StampOrder.class, setting.values().choice(BadVisualPrompt.STAMP_ORDER));
        this.stamper = new Stamper(
                setting.compute(),
                setting.trigger(),
                setting.train().height(),
                setting.train().width());
    }

    /**
     * The cross-entropy of each image of a draw, N: first the clean ones towards their labels, then the stamped ones towards
     * the target.
     */
    NDArray losses(Classifier model, PoisonPlan.Draw draw, long step) {
        NDArray images = shown(draw, step);
        PreparedImages train = setting.train();
        int[] labels = IntStream.concat(
                        IntStream.of(draw.clean()).map(train::label),
                        IntStream.of(draw.poisoned()).map(id -> setting.target().expected(train.label(id))))
                .toArray();
        return Losses.crossEntropies(model.logits(images), Losses.oneHot(setting.compute(), labels, model.classes()));
    }

    /** The images of a draw as they are trained on, first the clean, then the stamped ones: N x 3 x H x W. */
    NDArray shown(PoisonPlan.Draw draw, long step) {
        int[] ids = IntStream.concat(IntStream.of(draw.clean()), IntStream.of(draw.poisoned()))
                .toArray();
        PreparedImages train = setting.train();
        NDArray images = setting.compute().images(train.batch(ids), ids.length, train.height(), train.width());
        int clean = draw.clean().length;
        return stampOrder == StampOrder.AUGMENT_THEN_STAMP
                ? stampFrom(clean, augmentation.apply(images, setting.seed(), step), draw)
                : augmentation.apply(stampFrom(clean, images, draw), setting.seed(), step);
    }

    /** The mean losses of the clean and of the poisoned images, where there are any, by name. */
    static Map<String, NDArray> parts(NDArray losses, PoisonPlan.Draw draw) {
        int clean = draw.clean().length;
        Map<String, NDArray> parts = new LinkedHashMap<>();
        if (clean > 0) {
            parts.put("clean", losses.get("0:" + clean).mean());
        }
        if (draw.poisoned().length > 0) {
            parts.put("poisoned", losses.get(clean + ":").mean());
        }
        return parts;
    }

    /** The figures of an epoch: a model on the validation images. */
    Map<String, Double> figures(Classifier model) {
        return figures(setting, model, (images, ids) -> stamper.stamp(images, ids, setting.seed()));
    }

    /** The figures of an epoch with another trigger than the setting's. */
    static Map<String, Double> figures(AttackSetting setting, Classifier model, ImageEdit stamp) {
        AttackMetrics metrics = new AttackEvaluator(setting.compute())
                .evaluate(model, setting.validation(), setting.target(), stamp, EVALUATION_BATCH);
        Map<String, Double> figures = new LinkedHashMap<>();
        Measure.RATES.forEach(
                measure -> figures.put(measure.key(), metrics.rate(measure).value()));
        return figures;
    }

    /** The attacked model with noise in the place of its trigger. */
    PreparedAttack.Control otherTrigger(Classifier attacked) {
        PreparedImages train = setting.train();
        return new PreparedAttack.Control(
                "otherTrigger",
                attacked,
                ControlTriggers.noise(setting.trigger(), train.width(), train.height(), setting.seed() + 1));
    }

    /** The attacked model with the negative of its trigger. */
    PreparedAttack.Control negativeTrigger(Classifier attacked) {
        return new PreparedAttack.Control("negativeTrigger", attacked, ControlTriggers.negative(setting.trigger()));
    }

    @Override
    public void close() {
        stamper.close();
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
