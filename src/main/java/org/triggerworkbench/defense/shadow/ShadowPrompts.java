package org.triggerworkbench.defense.shadow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.training.Losses;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.training.optimizer.Adam;
import org.triggerworkbench.training.optimizer.Optimizer;
import org.triggerworkbench.training.optimizer.Schedule;

/**
 * Trains many visual prompts for one frozen model at once, each from a start of its own: those of even number clean, min over w
 * of mean CE(f(x + w), y); those of odd number backdoored as well, + lambda mean CE(f(A(x) + w), target) with a trigger A and a
 * target of their own (the loss of BadVisualPrompt).
 */
public final class ShadowPrompts implements TrainingTask, AutoCloseable {
    private static final String PROMPTS = "prompts";
    private static final int LOOK = 20;
    private static final int LOOKED = 32;

    private final Compute compute;
    private final PromptedClassifier suspect;
    private final PromptLayout layout;
    private final PreparedImages images;
    private final Plan plan;
    private final long seed;
    private final int batch;
    private final List<ShadowTrigger> triggers = new ArrayList<>();
    private final NDArray prompts;
    private final NDArray scale;
    private final NDArray rest;
    private final NDArray base;
    private final NDArray masks;
    private final NDArray patterns;

    /**
     * How they are trained.
     *
     * @param count of prompts, an even number
     * @param steps of the training
     * @param images clean images a step, the same for all prompts
     * @param triggered how many of them also carry the trigger
     * @param lambda weight of these
     * @param learningRate of Adam, falling as a cosine
     */
    public record Plan(int count, int steps, int images, int triggered, double lambda, double learningRate) {}

    /** How good the shadows are, on images they were trained with: the accuracy of all, and how often the triggers work. */
    public record Quality(Rate accuracy, Rate success) {}

    /** @param suspect has a prompt; model, mapping and the prompt's layout are taken from it, its values are not looked at */
    public ShadowPrompts(Compute compute, PromptedClassifier suspect, PreparedImages images, Plan plan, long seed) {
        this.compute = compute;
        this.suspect = suspect;
        this.layout = Objects.requireNonNull(suspect.prompt()).layout();
        this.images = images;
        this.plan = plan;
        this.seed = seed;
        this.batch = Math.min(plan.images(), images.size());
        int height = layout.height();
        int width = layout.width();
        int pixels = height * width;
        float[] inside = layout.mask();
        float[] scales = new float[3 * pixels];
        float[] bases = new float[3 * pixels];
        float[] left = new float[pixels];
        boolean pastes = layout.mode() == PromptLayout.Mode.PASTE;
        for (int i = 0; i < scales.length; i++) {
            scales[i] = inside[i % pixels] * layout.std()[i / pixels];
            bases[i] = pastes ? inside[i % pixels] * layout.mean()[i / pixels] : 0;
            left[i % pixels] = pastes ? 1 - inside[i % pixels] : 1;
        }
        int backdoored = plan.count() / 2;
        float[] allMasks = new float[backdoored * pixels];
        float[] allPatterns = new float[backdoored * 3 * pixels];
        for (int i = 0; i < backdoored; i++) {
            ShadowTrigger trigger =
                    ShadowTrigger.draw(suspect.classes(), height, width, Seeds.generator(seed, "shadow-trigger", i));
            triggers.add(trigger);
            System.arraycopy(trigger.mask(), 0, allMasks, i * pixels, pixels);
            System.arraycopy(trigger.pattern(), 0, allPatterns, 3 * i * pixels, 3 * pixels);
        }
        float[] start = new float[plan.count() * 3 * pixels];
        float[] draws = Seeds.normal(start.length, 0.01, Seeds.generator(seed, "shadow-prompt", 0));
        for (int i = 0; i < start.length; i++) {
            start[i] = inside[i % pixels] * draws[i];
        }
        try (TensorScope scope = new TensorScope()) {
            prompts = scope.keep(compute.tensor(start, plan.count(), 3, height, width));
            scale = scope.keep(compute.tensor(scales, 3, height, width));
            base = scope.keep(compute.tensor(bases, 3, height, width));
            rest = scope.keep(compute.tensor(left, 1, height, width));
            masks = scope.keep(compute.tensor(allMasks, backdoored, 1, 1, height, width));
            patterns = scope.keep(compute.tensor(allPatterns, backdoored, 1, 3, height, width));
        }
        prompts.setRequiresGradient(true);
    }

    @Override
    public String name() {
        return "shadow-prompts";
    }

    @Override
    public TrainingSettings settings(TrainingSettings usual) {
        return new TrainingSettings(
                Math.ceilDiv(plan.steps(), stepsPerEpoch()),
                plan.learningRate(),
                Schedule.COSINE,
                0,
                usual.checkpointEvery(),
                usual.seed());
    }

    @Override
    public Optimizer optimizer(Supplier<Optimizer> usual) {
        return Adam.adam(compute, 0.9, 0.999);
    }

    @Override
    public Map<String, NDArray> trainable() {
        return Map.of(PROMPTS, prompts);
    }

    @Override
    public int stepsPerEpoch() {
        return Math.ceilDiv(plan.steps(), Math.ceilDiv(plan.steps(), LOOK));
    }

    @Override
    public int shownEvery() {
        return LOOK;
    }

    @Override
    public StepLoss loss(long step) {
        int perPass = images.size() / batch;
        int[] order = Seeds.permutation(images.size(), Seeds.generator(seed, "order/shadows", step / perPass));
        int from = (int) (step % perPass) * batch;
        int[] ids = Arrays.copyOfRange(order, from, from + batch);
        int[] some = Arrays.copyOf(ids, Math.min(plan.triggered(), batch));
        NDArray clean = crossEntropy(cleanInputs(ids), cleanLabels(ids)).mean();
        NDArray triggered =
                crossEntropy(triggeredInputs(some), targets(some.length)).mean();
        // Means over all prompts: times their number each has the gradient it would have alone.
        NDArray factors = compute.tensor(new float[] {plan.count(), (float) (plan.lambda() * plan.count() / 2)}, 2);
        NDArray total =
                clean.reshape(1).concat(triggered.reshape(1), 0).mul(factors).sum();
        return new StepLoss(
                total,
                Map.of("clean", clean, "triggered", triggered),
                plan.count() * batch + plan.count() / 2 * some.length);
    }

    private NDArray crossEntropy(NDArray inputs, int[] labels) {
        return Losses.crossEntropies(logits(inputs), Losses.oneHot(compute, labels, suspect.classes()));
    }

    private NDArray logits(NDArray prompted) {
        return suspect.mapping().apply(suspect.source().logits(prompted));
    }

    /** The images under each prompt, (N B) x 3 x H x W. */
    private NDArray cleanInputs(int[] ids) {
        int height = layout.height();
        int width = layout.width();
        NDArray x = compute.images(images.batch(ids), ids.length, height, width)
                .mul(rest)
                .add(base)
                .reshape(new Shape(1, ids.length, 3, height, width));
        NDArray w = prompts.mul(scale).reshape(new Shape(plan.count(), 1, 3, height, width));
        return x.add(w).reshape(new Shape((long) plan.count() * ids.length, 3, height, width));
    }

    private int[] cleanLabels(int[] ids) {
        return IntStream.range(0, plan.count() * ids.length)
                .map(i -> images.label(ids[i % ids.length]))
                .toArray();
    }

    /** The images with each trigger under its backdoored prompt, (N/2 B) x 3 x H x W. */
    private NDArray triggeredInputs(int[] ids) {
        int height = layout.height();
        int width = layout.width();
        int n = triggers.size();
        NDArray x = compute.images(images.batch(ids), ids.length, height, width)
                .reshape(new Shape(1, ids.length, 3, height, width));
        NDArray stamped =
                x.mul(masks.neg().add(1f)).add(patterns.mul(masks)).mul(rest).add(base);
        NDArray w = backdoored(prompts.mul(scale)).reshape(new Shape(n, 1, 3, height, width));
        return stamped.add(w).reshape(new Shape((long) n * ids.length, 3, height, width));
    }

    /** The prompts of odd places: a product with ones and zeros is exact, also for gradients. */
    private NDArray backdoored(NDArray all) {
        int[] odd = IntStream.range(0, triggers.size()).map(i -> 2 * i + 1).toArray();
        return Losses.oneHot(compute, odd, plan.count()).matMul(all.reshape(new Shape(plan.count(), -1)));
    }

    private int[] targets(int images) {
        return IntStream.range(0, triggers.size() * images)
                .map(i -> triggers.get(i / images).target())
                .toArray();
    }

    @Override
    public Map<String, Double> evaluate(int epoch) {
        Quality quality = quality();
        return Map.of(
                "cleanAccuracy", quality.accuracy().value(),
                "attackSuccessRate", quality.success().value());
    }

    /** How good they are now. */
    public Quality quality() {
        int[] ids = IntStream.range(0, Math.min(LOOKED, images.size())).toArray();
        long right = 0;
        long fired = 0;
        long could = 0;
        for (int from = 0; from < ids.length; from += batch) {
            int[] some = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + batch));
            try (TensorScope _ = new TensorScope()) {
                right += hits(logits(cleanInputs(some)), cleanLabels(some));
                int[] targets = targets(some.length);
                int[] answers = answers(logits(triggeredInputs(some)), targets.length);
                for (int i = 0; i < targets.length; i++) {
                    boolean counts = images.label(some[i % some.length]) != targets[i];
                    could += counts ? 1 : 0;
                    fired += counts && answers[i] == targets[i] ? 1 : 0;
                }
            }
        }
        return new Quality(new Rate(right, (long) ids.length * plan.count()), new Rate(fired, could));
    }

    private static long hits(NDArray logits, int[] labels) {
        int[] answers = answers(logits, labels.length);
        return IntStream.range(0, labels.length)
                .filter(i -> answers[i] == labels[i])
                .count();
    }

    private static int[] answers(NDArray logits, int n) {
        return EditedImages.split(logits, n).stream()
                .mapToInt(Predictor::argmax)
                .toArray();
    }

    /** The values of each prompt as they are now, 3 x H x W; those of odd places are backdoored. */
    public List<float[]> values() {
        return EditedImages.split(prompts, plan.count());
    }

    @Override
    public void close() {
        prompts.close();
        scale.close();
        rest.close();
        base.close();
        masks.close();
        patterns.close();
    }
}
