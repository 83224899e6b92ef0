package org.triggerworkbench.experiment;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.ImageSets;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.AttackEvaluator;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Similarity;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;

/** Measures models of a run on its test images. */
final class Measurement {
    private static final int BATCH = 128;
    private static final int SIMILARITY_IMAGES = 200;
    private static final int MOVED_IMAGES = 1000;

    private final Compute compute;
    private final Workshop workshop;
    private final long seed;

    Measurement(Compute compute, Workshop workshop, long seed) {
        this.compute = compute;
        this.workshop = workshop;
        this.seed = seed;
    }

    /** A model on all test images, clean and stamped with a trigger. */
    AttackMetrics of(Classifier model, Trigger trigger) {
        return of(model, trigger, workshop.test());
    }

    /** A model with its trigger moved over an n x n grid at test time, on at most 1,000 test images. */
    List<Outcome.Position> moved(Classifier model, int n) {
        PreparedImages some = Sources.prepare(
                ImageSets.limit(workshop.data().test(), MOVED_IMAGES),
                workshop.source().card().input());
        List<Outcome.Position> positions = new ArrayList<>();
        for (int cell = 0; cell < n * n; cell++) {
            Trigger trigger = workshop.triggers().at(cell / n, cell % n, n);
            positions.add(new Outcome.Position(cell / n, cell % n, of(model, trigger, some)));
        }
        return positions;
    }

    /** Mean SSIM, PSNR, L0 and Linf of stamped against clean test images. */
    Map<String, Double> similarity(Trigger trigger) {
        PreparedImages test = workshop.test();
        int[] ids = IntStream.range(0, Math.min(SIMILARITY_IMAGES, test.size())).toArray();
        float[] clean;
        float[] stamped;
        try (var _ = new TensorScope();
                Stamper stamper = new Stamper(compute, trigger, test.height(), test.width())) {
            NDArray images = compute.images(test.batch(ids), ids.length, test.height(), test.width());
            clean = images.toFloatArray();
            stamped = stamper.stamp(images, ids, seed).toFloatArray();
        }
        return means(clean, stamped, ids.length, test.height(), test.width());
    }

    private AttackMetrics of(Classifier model, Trigger trigger, PreparedImages images) {
        try (Stamper stamper = new Stamper(compute, trigger, images.height(), images.width())) {
            return new AttackEvaluator(compute)
                    .evaluate(model, images, workshop.target(), (batch, ids) -> stamper.stamp(batch, ids, seed), BATCH);
        }
    }

    private static Map<String, Double> means(float[] clean, float[] stamped, int n, int height, int width) {
        int length = 3 * height * width;
        double[] sums = new double[4];
        for (int i = 0; i < n; i++) {
            Similarity pair = Similarity.of(slice(clean, i, length), slice(stamped, i, length), height, width);
            sums[0] += pair.ssim();
            sums[1] += pair.psnr();
            sums[2] += pair.l0();
            sums[3] += pair.linf();
        }
        Map<String, Double> means = new LinkedHashMap<>();
        means.put("ssim", sums[0] / n);
        means.put("psnr", sums[1] / n);
        means.put("l0", sums[2] / n);
        means.put("linf", sums[3] / n);
        return means;
    }

    private static float[] slice(float[] all, int index, int length) {
        return Arrays.copyOfRange(all, index * length, (index + 1) * length);
    }
}
