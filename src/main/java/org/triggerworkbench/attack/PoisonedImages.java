package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
import org.triggerworkbench.trigger.Trigger;

/** The images of a setting as a poisoned training shows them, and what is measured after each of its epochs. */
final class PoisonedImages implements AutoCloseable {
    private static final int EVALUATION_BATCH = 128;

    private final AttackSetting setting;
    private final Stamper stamper;
    private final ImageEdit stamp;
    private final CoverImages covers;
    private final Augmentation augmentation;
    private final StampOrder stampOrder;

    /** @param setting with values of the parameters augmentation and stamp order */
    PoisonedImages(AttackSetting setting) {
        this(setting, null);
    }

    /**
     * @param setting with values of the parameters augmentation and stamp order
     * @param trained the trigger where its pixels are trained; null stamps the setting's
     */
    PoisonedImages(AttackSetting setting, @Nullable PatchCanvas trained) {
        this.setting = setting;
        this.covers = new CoverImages(setting);
        this.augmentation = option(Augmentation.class, setting.values().choice(BadVisualPrompt.AUGMENTATION));
        this.stampOrder = option(StampOrder.class, setting.values().choice(BadVisualPrompt.STAMP_ORDER));
        this.stamper = new Stamper(
                setting.compute(),
                setting.trigger(),
                setting.train().height(),
                setting.train().width());
        this.stamp = trained == null
                ? (images, ids) -> stamper.stamp(images, ids, setting.seed())
                : (images, _) -> trained.stamp(images);
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
        int clean = draw.clean().length;
        NDArray images = untouched(draw);
        return stampOrder == StampOrder.AUGMENT_THEN_STAMP
                ? stampFrom(clean, augmentation.apply(images, setting.seed(), step), draw)
                : augmentation.apply(stampFrom(clean, images, draw), setting.seed(), step);
    }

    /** The same without augmentation, which differs from step to step: what the poisoned data set holds. */
    NDArray unaugmented(PoisonPlan.Draw draw) {
        return stampFrom(draw.clean().length, untouched(draw), draw);
    }

    private NDArray untouched(PoisonPlan.Draw draw) {
        int[] ids = IntStream.concat(IntStream.of(draw.clean()), IntStream.of(draw.poisoned()))
                .toArray();
        PreparedImages train = setting.train();
        return setting.compute().images(train.batch(ids), ids.length, train.height(), train.width());
    }

    /** Whether a training image that is not poisoned carries noise in the place of the trigger. */
    boolean isNegative(int image) {
        return covers.has(image);
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
        return figures(setting, model, stamp);
    }

    /** The figures of an epoch with a trigger as it is now. */
    static Map<String, Double> figures(AttackSetting setting, Classifier model, Trigger trigger) {
        PreparedImages images = setting.validation();
        try (Stamper stamper = new Stamper(setting.compute(), trigger, images.height(), images.width())) {
            return figures(setting, model, (shown, ids) -> stamper.stamp(shown, ids, setting.seed()));
        }
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

    /** The attacked model with noise in the place of a trigger. */
    PreparedAttack.Control otherTrigger(Classifier attacked, Trigger trigger) {
        PreparedImages train = setting.train();
        return new PreparedAttack.Control(
                "otherTrigger",
                attacked,
                ControlTriggers.noise(trigger, train.width(), train.height(), setting.seed() + 1));
    }

    /** The attacked model with the negative of a trigger. */
    static PreparedAttack.Control negativeTrigger(Classifier attacked, Trigger trigger) {
        return new PreparedAttack.Control("negativeTrigger", attacked, ControlTriggers.negative(trigger));
    }

    @Override
    public void close() {
        stamper.close();
    }

    /** The images with the trigger on all from the first poisoned one on, and other noise on the negatives before it. */
    private NDArray stampFrom(int clean, NDArray images, PoisonPlan.Draw draw) {
        if (draw.poisoned().length == 0) {
            return covers.stamp(images, draw.clean());
        }
        NDArray stamped = stamp.apply(images.get(clean + ":"), draw.poisoned());
        return clean == 0
                ? stamped
                : covers.stamp(images.get("0:" + clean), draw.clean()).concat(stamped);
    }

    private static <E extends Enum<E>> E option(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
