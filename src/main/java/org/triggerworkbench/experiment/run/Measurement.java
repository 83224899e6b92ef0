package org.triggerworkbench.experiment.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.triggerworkbench.attack.Measured;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.ImageSets;
import org.triggerworkbench.data.LabelledTexts;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.AttackEvaluator;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.evaluation.Similarity;
import org.triggerworkbench.experiment.open.OpenedExperiment;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.TextClassifier;
import org.triggerworkbench.training.Captions;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.WordTrigger;

/** Measures models of a run on its test images. */
record Measurement(Compute compute, OpenedExperiment workshop, long seed) {
    private static final int BATCH = 128;
    private static final int SIMILARITY_IMAGES = 200;
    private static final int MOVED_IMAGES = 1000;
    private static final int SWEPT_IMAGES = 500;

    /** A model on all test inputs, clean and triggered: test images, or one caption of each. */
    AttackMetrics of(Measured measured) {
        return switch (measured) {
            case Measured.OnImages(Classifier model, Trigger trigger) -> of(model, trigger);
            case Measured.OnTexts(TextClassifier model, WordTrigger trigger) ->
                new AttackEvaluator(compute).evaluate(model, texts(), workshop.target(), trigger, BATCH);
        };
    }

    /** One caption of each test image, with its class. */
    LabelledTexts texts() {
        return new Captions(workshop.data().test(), workshop.data().classNames()).labelled(seed, Captions.TEST);
    }

    /** A model on all test images, clean and stamped with a trigger. */
    AttackMetrics of(Classifier model, Trigger trigger) {
        return of(model, trigger, workshop.test());
    }

    /** A model on all test images, clean and, where there is a trigger, stamped with it. */
    AttackMetrics of(Classifier model, Optional<Trigger> trigger) {
        return trigger.map(known -> of(model, known)).orElseGet(() -> new AttackEvaluator(compute)
                .evaluate(model, workshop.test(), workshop.target(), null, BATCH));
    }

    /** As {@link #of(Classifier, Optional)}, on at most {@value #SWEPT_IMAGES} test images: one of many models. */
    AttackMetrics swept(Classifier model, Optional<Trigger> trigger) {
        PreparedImages some = part(indices(SWEPT_IMAGES));
        return trigger.map(known -> of(model, known, some))
                .orElseGet(() -> new AttackEvaluator(compute).evaluate(model, some, workshop.target(), null, BATCH));
    }

    /**
     * A model with a trigger moved over an n x n grid at test time, on at most 1,000 test images.
     *
     * @return no positions where the trigger has one place only
     */
    List<RunOutcome.Position> moved(Classifier model, Trigger own, int n) {
        if (!workshop.triggers().isMovable(own)) {
            return List.of();
        }
        PreparedImages some = part(indices(MOVED_IMAGES));
        List<RunOutcome.Position> positions = new ArrayList<>();
        for (int cell = 0; cell < n * n; cell++) {
            Trigger trigger = workshop.triggers().at(own, cell / n, cell % n, n);
            positions.add(new RunOutcome.Position(cell / n, cell % n, of(model, trigger, some)));
        }
        return positions;
    }

    /** Mean SSIM, PSNR, L0 and Linf of stamped against clean test images. */
    Map<Measure, Double> similarity(Trigger trigger) {
        int[] indices = indices(SIMILARITY_IMAGES);
        PreparedImages some = part(indices);
        Predictor predictor = new Predictor(compute, BATCH);
        try (Stamper stamper = new Stamper(compute, trigger, some.height(), some.width())) {
            return means(
                    predictor.pixels(some, ImageEdit.NONE),
                    predictor.pixels(some, edit(stamper, indices, seed)),
                    some.height(),
                    some.width());
        }
    }

    /**
     * Stamps images of a part of the test set as in the whole: a random or a grid placement goes by the place there.
     *
     * @param indices in the test set, one per image of the part
     */
    static ImageEdit edit(Stamper stamper, int[] indices, long seed) {
        return (images, ids) ->
                stamper.stamp(images, IntStream.of(ids).map(id -> indices[id]).toArray(), seed);
    }

    private int[] indices(int count) {
        return ImageSets.representativeIndices(workshop.data().test(), count, seed);
    }

    private PreparedImages part(int[] indices) {
        return Sources.prepare(
                ImageSets.subset(workshop.data().test(), indices),
                workshop.source().card().input());
    }

    private AttackMetrics of(Classifier model, Trigger trigger, PreparedImages images) {
        try (Stamper stamper = new Stamper(compute, trigger, images.height(), images.width())) {
            return new AttackEvaluator(compute)
                    .evaluate(model, images, workshop.target(), (batch, ids) -> stamper.stamp(batch, ids, seed), BATCH);
        }
    }

    private static Map<Measure, Double> means(float[][] clean, float[][] stamped, int height, int width) {
        Map<Measure, Double> means = new EnumMap<>(Measure.class);
        for (int i = 0; i < clean.length; i++) {
            Similarity pair = Similarity.of(clean[i], stamped[i], height, width);
            means.merge(Measure.SSIM, pair.ssim(), Double::sum);
            means.merge(Measure.PSNR, pair.psnr(), Double::sum);
            means.merge(Measure.L0, (double) pair.l0(), Double::sum);
            means.merge(Measure.LINF, pair.linf(), Double::sum);
        }
        means.replaceAll((_, sum) -> sum / clean.length);
        return means;
    }
}
