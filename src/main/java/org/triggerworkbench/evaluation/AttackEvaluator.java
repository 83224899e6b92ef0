package org.triggerworkbench.evaluation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.LabelledTexts;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.TextClassifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.WordTrigger;

/** Measures a classifier on clean and triggered inputs. */
public final class AttackEvaluator {
    private static final Messages TEXT = Messages.of(AttackEvaluator.class);

    private final Compute compute;

    public AttackEvaluator(Compute compute) {
        this.compute = compute;
    }

    /**
     * One pass over the clean images and, where there is a trigger, one over the triggered ones.
     *
     * @param images at the model's input size
     * @param trigger stamps the trigger; null where there is none, then only the clean measures are defined
     * @param batchSize images per forward pass, at least 1
     * @throws InputException if a label or the target is not one of the model's classes
     */
    public AttackMetrics evaluate(
            Classifier model, PreparedImages images, Target target, @Nullable ImageEdit trigger, int batchSize) {
        int[] labels = labels(images);
        requireClasses(model.classes(), labels, target);
        Predictor predictor = new Predictor(compute, batchSize);
        int[] clean = predictor.predictions(model, images, ImageEdit.NONE);
        int[] triggered = trigger == null ? new int[0] : predictor.predictions(model, images, trigger);
        return AttackMetrics.count(model.classes(), target, labels, clean, triggered);
    }

    /**
     * As for images: one pass over the clean texts, one over the triggered ones.
     *
     * @param batchSize texts per forward pass, at least 1
     * @throws InputException if a label or the target is not one of the model's classes
     */
    public AttackMetrics evaluate(
            TextClassifier model, LabelledTexts texts, Target target, WordTrigger trigger, int batchSize) {
        int classes = model.labels().size();
        requireClasses(classes, texts.labels(), target);
        TextPredictor predictor = new TextPredictor(batchSize);
        return AttackMetrics.count(
                classes,
                target,
                texts.labels(),
                predictor.predictions(model, texts.texts()),
                predictor.predictions(
                        model, texts.texts().stream().map(trigger::in).toList()));
    }

    private static int[] labels(PreparedImages images) {
        int[] labels = new int[images.size()];
        Arrays.setAll(labels, images::label);
        return labels;
    }

    private static void requireClasses(int classes, int[] labels, Target target) {
        for (int label : labels) {
            if (label >= classes) {
                throw new InputException(TEXT.get("label.unknown", classes, label));
            }
        }
        switch (target) {
            case Target.AllToOne(int wanted)
            when wanted >= classes -> throw new InputException(TEXT.get("target.unknown", classes, wanted));
            case Target.AllToAll(int count)
            when count != classes -> throw new InputException(TEXT.get("target.classes", classes, count));
            case Target.AllToOne _, Target.AllToAll _ -> {}
        }
    }
}
