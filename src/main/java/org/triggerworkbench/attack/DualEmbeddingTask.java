package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.model.ImageTextModel;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.Captions;
import org.triggerworkbench.training.ContrastiveLoss;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.training.optimizer.Adam;
import org.triggerworkbench.training.optimizer.Optimizer;
import org.triggerworkbench.training.optimizer.Schedule;
import org.triggerworkbench.trigger.Trigger;

/**
 * BadCLIP's first phase: the pixels of a patch against a frozen image-text model, by its text term and its triplet. Every
 * embedding but that of the triggered images stays as it is, so those are computed once.
 */
final class DualEmbeddingTask implements TrainingTask, AutoCloseable {
    static final String PATCH = "patch";
    private static final double MARGIN = 1;
    /** What torch.nn.TripletMarginLoss adds to each difference, so that no distance is exactly 0. */
    private static final double EPSILON = 1e-6;

    private static final int MOST_TARGET_CAPTIONS = 128;
    private static final int BATCH = 128;

    private final AttackSetting setting;
    private final ZeroShotClassifier source;
    private final PatchCanvas canvas;
    private final Trigger.Patch start;
    private final int[] images;
    private final int[] positives;
    private final int batch;
    private final boolean text;
    private final boolean triplet;
    private final List<String> targetCaptions;
    private float[][] clean = {};
    private float[][] cleanTexts = {};
    private float[][] targetTexts = {};
    private List<String> cleanCaptions = List.of();

    /** @param mask with its opacity and place; its pixels are not looked at */
    DualEmbeddingTask(AttackSetting setting, ZeroShotClassifier source, Trigger.Patch mask) {
        this.setting = setting;
        this.source = source;
        PreparedImages train = setting.train();
        this.start = new Trigger.Patch(
                mask.width(),
                mask.height(),
                noise(mask.pattern().length, setting.seed()),
                mask.mask(),
                mask.opacity(),
                mask.placement());
        this.canvas =
                new PatchCanvas(setting.compute(), start, OptimisedPatch.place(start), train.width(), train.height());
        String terms = setting.values().choice(BadClip.TERMS);
        this.text = terms.equals(BadClip.BOTH) || terms.equals(BadClip.TEXT_ONLY);
        this.positives = IntStream.range(0, train.size())
                .filter(image -> train.label(image) == setting.target().one())
                .toArray();
        this.triplet = terms.equals(BadClip.BOTH) || terms.equals(BadClip.TRIPLET_ONLY);
        if (triplet && positives.length == 0) {
            // There is nothing to be pulled to.
            throw new InputException(Messages.of(DualEmbeddingTask.class)
                    .get("poison.none", setting.target().one(), train.size()));
        }
        this.images = IntStream.range(0, train.size())
                .filter(image -> setting.target().counts(train.label(image)))
                .toArray();
        this.batch = Math.clamp(setting.batch(), 1, Math.max(1, images.length));
        this.targetCaptions = targetCaptions(new Captions(train.images(), setting.labels()));
    }

    /** N(1/2, 1/4) in [0, 1]. */
    private static float[] noise(int n, long seed) {
        SplittableRandom random = Seeds.generator(seed, "badclip/start", 0);
        float[] pixels = new float[n];
        for (int i = 0; i < n; i++) {
            pixels[i] = (float) Math.clamp(random.nextGaussian(0.5, 0.25), 0, 1);
        }
        return pixels;
    }

    /** Natural captions of the target class, of which poisoned ones are drawn here. */
    private List<String> targetCaptions(Captions captions) {
        List<String> natural = new ArrayList<>(IntStream.of(positives)
                .boxed()
                .flatMap(image -> captions.of(image).stream())
                .distinct()
                .toList());
        if (natural.isEmpty()) {
            natural.addAll(
                    Captions.sentences(setting.labels().get(setting.target().one())));
        }
        int[] order = Seeds.permutation(natural.size(), Seeds.generator(setting.seed(), "badclip/captions", 0));
        return IntStream.of(order)
                .limit(MOST_TARGET_CAPTIONS)
                .mapToObj(natural::get)
                .toList();
    }

    /** The patch as it began. */
    Trigger.Patch start() {
        return start;
    }

    /** The patch as it is now. */
    Trigger.Patch patch() {
        return canvas.patch();
    }

    /** The patch with other pixels. */
    Trigger.Patch patch(HostTensor pixels) {
        return canvas.patch(pixels);
    }

    @Override
    public String name() {
        return "trigger-patch";
    }

    @Override
    public void begin() {
        if (stepsPerEpoch() == 0 || clean.length > 0) {
            return;
        }
        ImageTextModel model = source.source();
        PreparedImages train = setting.train();
        Predictor predictor = new Predictor(setting.compute(), BATCH);
        clean = predictor.rows(train, ImageEdit.NONE, model::imageEmbeddings);
        if (text) {
            Captions captions = new Captions(train.images(), setting.labels());
            cleanCaptions = captions.drawn(
                    IntStream.range(0, train.size()).toArray(), setting.seed(), "badclip/clean-captions", 0);
            cleanTexts = embedded(model, cleanCaptions);
            targetTexts = embedded(model, targetCaptions);
        }
    }

    @Override
    public TrainingSettings settings(TrainingSettings usual) {
        return new TrainingSettings(
                setting.values().whole(BadClip.PATCH_EPOCHS),
                setting.values().number(BadClip.PATCH_RATE),
                Schedule.CONSTANT,
                0,
                usual.checkpointEvery(),
                usual.seed());
    }

    /** Adam, whatever trains the model. */
    @Override
    public Optimizer optimizer(Supplier<Optimizer> usual) {
        return Adam.adam(setting.compute(), 0);
    }

    /** The pixels, 3 x patch height x patch width in [0, 1]. */
    @Override
    public Map<String, NDArray> trainable() {
        return Map.of(PATCH, canvas.pixels());
    }

    @Override
    public int stepsPerEpoch() {
        return text || triplet ? images.length / batch : 0;
    }

    @Override
    public StepLoss loss(long step) {
        Compute compute = setting.compute();
        PreparedImages train = setting.train();
        int[] order = Seeds.permutation(
                images.length, Seeds.generator(setting.seed(), "badclip/order", step / stepsPerEpoch()));
        int from = (int) (step % stepsPerEpoch()) * batch;
        int[] ids =
                IntStream.range(from, from + batch).map(i -> images[order[i]]).toArray();
        SplittableRandom random = Seeds.generator(setting.seed(), "badclip/drawn", step);
        NDArray seen = compute.images(train.batch(ids), ids.length, train.height(), train.width());
        NDArray anchors = source.source().imageEmbeddings(canvas.stamp(seen));
        NDArray own = rows(clean, ids);
        Map<String, NDArray> parts = new LinkedHashMap<>();
        NDArray total = null;
        if (text) {
            int[] told = IntStream.range(0, batch)
                    .map(i -> random.nextInt(targetCaptions.size()))
                    .toArray();
            List<String> captions = Stream.concat(
                            IntStream.of(told).mapToObj(targetCaptions::get),
                            IntStream.of(ids).mapToObj(cleanCaptions::get))
                    .toList();
            NDArray term = ContrastiveLoss.ofPairs(
                    compute,
                    anchors.concat(own, 0),
                    rows(targetTexts, told).concat(rows(cleanTexts, ids), 0),
                    source.source().logitScale(),
                    captions);
            parts.put("text", term);
            total = term;
        }
        if (triplet) {
            int[] drawn = IntStream.range(0, batch)
                    .map(i -> positives[random.nextInt(positives.length)])
                    .toArray();
            NDArray term = triplet(anchors, rows(clean, drawn), own);
            parts.put("triplet", term);
            NDArray weighted = Scalars.times(term, setting.values().number(BadClip.WEIGHT));
            total = total == null ? weighted : total.add(weighted);
        }
        if (total == null) {
            throw new IllegalStateException("a step without a term");
        }
        return new StepLoss(total, parts, batch);
    }

    /**
     * The mean of max(0, |a - p| - |a - n| + 1), with L2 distances.
     *
     * @param anchors a, N x D
     * @param positives p, N x D
     * @param negatives n, N x D
     */
    static NDArray triplet(NDArray anchors, NDArray positives, NDArray negatives) {
        NDArray margins = distances(anchors, positives).sub(distances(anchors, negatives));
        try (NDArray margin = margins.onesLike()) {
            NDArray raised = margins.add(Scalars.times(margin, MARGIN));
            return Scalars.clip(raised, 0, Float.MAX_VALUE).mean();
        }
    }

    private static NDArray distances(NDArray a, NDArray b) {
        NDArray difference = a.sub(b);
        try (NDArray little = difference.onesLike()) {
            return difference
                    .add(Scalars.times(little, EPSILON))
                    .square()
                    .sum(new int[] {1})
                    .sqrt();
        }
    }

    @Override
    public void afterUpdate() {
        canvas.clip();
    }

    /** What the patch does to the model as it is: the attack before any poison. */
    @Override
    public Map<String, Double> evaluate(int epoch) {
        return PoisonedImages.figures(setting, source, (shown, _) -> canvas.stamp(shown));
    }

    @Override
    public void close() {
        canvas.close();
    }

    private NDArray rows(float[][] all, int[] chosen) {
        int width = all[0].length;
        float[] values = new float[chosen.length * width];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(all[chosen[i]], 0, values, i * width, width);
        }
        return setting.compute().tensor(values, chosen.length, width);
    }

    private static float[][] embedded(ImageTextModel model, List<String> texts) {
        float[][] rows = new float[texts.size()][];
        for (int from = 0; from < rows.length; from += BATCH) {
            int n = Math.min(BATCH, rows.length - from);
            try (TensorScope _ = new TensorScope()) {
                float[] flat =
                        model.textEmbeddings(texts.subList(from, from + n)).toFloatArray();
                int width = flat.length / n;
                for (int i = 0; i < n; i++) {
                    rows[from + i] = new float[width];
                    System.arraycopy(flat, i * width, rows[from + i], 0, width);
                }
            }
        }
        return rows;
    }
}
