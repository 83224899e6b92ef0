package org.triggerworkbench.experiment.run;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.folder.RunArtifacts;
import org.triggerworkbench.experiment.open.OpenedExperiment;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.FoundTrigger;
import org.triggerworkbench.method.Review;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/** Holds a detection that has answered against test images and, where the run knows it, the true backdoor. */
record DetectionReview(Compute compute, OpenedExperiment workshop, Classifier suspect, long seed) {
    private static final int BATCH = 128;
    /** Less than that is no change of a pixel. */
    private static final float VISIBLE = 1f / 512;

    /** The detection with its review; the triggers looked at are written to the run's artifacts. */
    Detection of(Detection detection, RunArtifacts artifacts) {
        Optional<Trigger> known = workshop.triggers().known();
        // A trigger that lies elsewhere on each image covers no pixels in particular.
        float @Nullable [] truth = known.filter(workshop.triggers()::isInOnePlace)
                .map(this::covered)
                .orElse(null);
        List<Review.Check> checks = new ArrayList<>();
        for (FoundTrigger trigger : looked(detection, known.isPresent())) {
            checks.add(check(trigger, detection, truth));
            write(trigger, artifacts);
        }
        Review.Truth planted = known.map(trigger -> truth(trigger, detection)).orElse(null);
        return detection.reviewed(new Review(planted, checks));
    }

    private Review.Truth truth(Trigger trigger, Detection detection) {
        int target = workshop.target().one();
        AttackMetrics metrics = new Measurement(compute, workshop, seed).of(suspect, trigger);
        return new Review.Truth(
                target,
                IntStream.of(detection.flagged()).anyMatch(label -> target == Target.NONE || label == target),
                onGrey(trigger),
                metrics.attackSuccess(),
                metrics.cleanTargetRate());
    }

    private List<FoundTrigger> looked(Detection detection, boolean known) {
        TreeSet<Integer> labels = new TreeSet<>();
        labels.add(FoundTrigger.NO_CLASS);
        labels.add(detection.suspect());
        IntStream.of(detection.flagged()).forEach(labels::add);
        if (known) {
            labels.add(workshop.target().one());
        }
        return detection.found().stream()
                .filter(trigger -> labels.contains(trigger.label()))
                .toList();
    }

    private Review.Check check(FoundTrigger trigger, Detection detection, float @Nullable [] truth) {
        boolean flagged = IntStream.of(detection.flagged()).anyMatch(label -> label == trigger.label());
        return new Review.Check(
                trigger,
                flagged,
                trigger.label() == FoundTrigger.NO_CLASS ? Rate.NONE : success(trigger),
                truth == null ? Double.NaN : overlap(trigger.mask(), truth),
                truth == null ? Double.NaN : inside(trigger.mask(), truth));
    }

    private Rate success(FoundTrigger found) {
        PreparedImages test = workshop.test();
        int[] others = IntStream.range(0, test.size())
                .filter(i -> test.label(i) != found.label())
                .toArray();
        try (Stamper stamper = new Stamper(compute, found.trigger(), test.height(), test.width())) {
            ImageEdit stamp = (images, ids) -> stamper.stamp(images, ids, seed);
            float[][] logits = new EditedImages(test, others, stamp).rows(compute, BATCH, suspect::logits);
            long hits = Arrays.stream(logits)
                    .filter(row -> Predictor.argmax(row) == found.label())
                    .count();
            return new Rate(hits, others.length);
        }
    }

    /** Sum of the smaller over sum of the larger: the intersection over the union of masks with shades. */
    static double overlap(float[] mask, float[] truth) {
        double both = 0;
        double either = 0;
        for (int i = 0; i < mask.length; i++) {
            both += Math.min(mask[i], truth[i]);
            either += Math.max(mask[i], truth[i]);
        }
        return either == 0 ? Double.NaN : both / either;
    }

    /** The share of a mask that lies on the true one. */
    static double inside(float[] mask, float[] truth) {
        double both = 0;
        double all = 0;
        for (int i = 0; i < mask.length; i++) {
            both += Math.min(mask[i], truth[i]);
            all += mask[i];
        }
        return all == 0 ? Double.NaN : both / all;
    }

    /** 1 at each pixel that a trigger changes on black, on grey or on white, height x width. */
    private float[] covered(Trigger trigger) {
        int pixels = workshop.test().height() * workshop.test().width();
        float[] covered = new float[pixels];
        for (float shade : new float[] {0, 0.5f, 1}) {
            float[] stamped = stamped(trigger, shade);
            for (int i = 0; i < stamped.length; i++) {
                if (Math.abs(stamped[i] - shade) > VISIBLE) {
                    covered[i % pixels] = 1;
                }
            }
        }
        return covered;
    }

    private float[] stamped(Trigger trigger, float shade) {
        int height = workshop.test().height();
        int width = workshop.test().width();
        float[] plain = new float[3 * height * width];
        Arrays.fill(plain, shade);
        try (TensorScope _ = new TensorScope();
                Stamper stamper = new Stamper(compute, trigger, height, width)) {
            NDArray image = compute.tensor(plain, 1, 3, height, width);
            return Compute.toHost(stamper.stamp(image, new int[] {0}, seed)).floats();
        }
    }

    private Picture onGrey(Trigger trigger) {
        int height = workshop.test().height();
        int width = workshop.test().width();
        float[] values = stamped(trigger, 0.5f);
        byte[] rgb = new byte[values.length];
        for (int j = 0; j < rgb.length; j++) {
            rgb[j] = (byte) Math.round(255 * Math.clamp(values[j % 3 * height * width + j / 3], 0f, 1f));
        }
        return new Picture(width, height, rgb);
    }

    /** As our own file, and as a picture that can be painted on. */
    private static void write(FoundTrigger trigger, RunArtifacts artifacts) {
        for (Path file : List.of(artifacts.foundTrigger(trigger.label()), artifacts.foundPicture(trigger.label()))) {
            TriggerFiles.write(file, trigger.trigger(), trigger.width(), trigger.height());
        }
    }
}
