package org.triggerworkbench.defense.inversion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.method.FoundTrigger;
import org.triggerworkbench.training.Losses;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.training.optimizer.Adam;
import org.triggerworkbench.training.optimizer.Optimizer;
import org.triggerworkbench.training.optimizer.Schedule;

/**
 * The search for the smallest trigger of each row of a goal, all rows at once (Wang et al. 2019, eq. 2 and 3): min over m, p of
 * goal((1 - m) x + m p) + lambda ||m||_1, with m and p in [0, 1] by (tanh + 1) / 2 and a lambda a row that a rule moves. A
 * row whose search has ended is not computed any more. Where it stands is all in {@link #state()}, so it goes on as any run.
 */
public final class MaskSearch implements TrainingTask, AutoCloseable {
    /** Steps of one epoch: as often is it kept and told. */
    private static final int LOOK = 25;

    private static final String MASK = "mask";
    private static final String PATTERN = "pattern";
    private static final String PROGRESS = "progress";
    private static final String BEST_MASK = "bestMask";
    private static final String BEST_PATTERN = "bestPattern";

    private final Compute compute;
    private final Goal goal;
    private final PreparedImages images;
    private final Plan plan;
    private final String name;
    private final long seed;
    private final int batch;
    private final NDArray mask;
    private final NDArray pattern;
    private final NDArray progress;
    private final NDArray bestMask;
    private final NDArray bestPattern;
    private @Nullable Seen seen;

    /**
     * How it is searched.
     *
     * @param steps at most
     * @param images B, images a step; each is stamped once for each row
     * @param round steps of a round, whose mean success the rule is told
     * @param learningRate of Adam with betas 0.5 and 0.9
     * @param schedule of it
     */
    public record Plan(int steps, int images, int round, double learningRate, Schedule schedule, PenaltyRule rule) {}

    /** What the loss of a step saw, for what follows the update. */
    private record Seen(int[] rows, double[] success, float[] masks, float[] patterns) {}

    /**
     * @param name of the phase
     * @param seed of the start and of the order of the images
     */
    public MaskSearch(String name, Compute compute, Goal goal, PreparedImages images, Plan plan, long seed) {
        this.name = name;
        this.compute = compute;
        this.goal = goal;
        this.images = images;
        this.plan = plan;
        this.seed = seed;
        this.batch = Math.min(plan.images(), images.size());
        int k = goal.rows();
        int height = images.height();
        int width = images.width();
        float[] rows = new float[k * PenaltyRule.NUMBERS];
        for (int row = 0; row < k; row++) {
            System.arraycopy(plan.rule().fresh(), 0, rows, row * PenaltyRule.NUMBERS, PenaltyRule.NUMBERS);
        }
        try (TensorScope scope = new TensorScope()) {
            mask = scope.keep(compute.tensor(start(MASK, k * height * width), k, 1, height, width));
            pattern = scope.keep(compute.tensor(start(PATTERN, k * 3 * height * width), k, 3, height, width));
            progress = scope.keep(compute.tensor(rows, k, PenaltyRule.NUMBERS));
            bestMask = scope.keep(compute.tensor(new float[k * height * width], k, 1, height, width));
            bestPattern = scope.keep(compute.tensor(new float[k * 3 * height * width], k, 3, height, width));
        }
        mask.setRequiresGradient(true);
        pattern.setRequiresGradient(true);
    }

    /** Uniform in [0, 1] after the tanh. */
    private float[] start(String what, int n) {
        SplittableRandom random = Seeds.generator(seed, "inversion/" + what, 0);
        float[] raw = new float[n];
        for (int i = 0; i < n; i++) {
            double y = (random.nextDouble() - 0.5) * (2 - 1e-7);
            raw[i] = (float) (0.5 * Math.log((1 + y) / (1 - y)));
        }
        return raw;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TrainingSettings settings(TrainingSettings usual) {
        return new TrainingSettings(
                Math.ceilDiv(plan.steps(), stepsPerEpoch()),
                plan.learningRate(),
                plan.schedule(),
                0,
                usual.checkpointEvery(),
                usual.seed());
    }

    @Override
    public Optimizer optimizer(Supplier<Optimizer> usual) {
        return Adam.adam(compute, 0.5, 0.9);
    }

    @Override
    public Map<String, NDArray> trainable() {
        Map<String, NDArray> both = new LinkedHashMap<>();
        both.put(MASK, mask);
        both.put(PATTERN, pattern);
        return both;
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        state.put(PROGRESS, progress);
        state.put(BEST_MASK, bestMask);
        state.put(BEST_PATTERN, bestPattern);
        return state;
    }

    @Override
    public int shownEvery() {
        return 5;
    }

    @Override
    public int stepsPerEpoch() {
        return Math.ceilDiv(plan.steps(), Math.ceilDiv(plan.steps(), LOOK));
    }

    @Override
    public boolean isDone() {
        return searched(progress.toFloatArray()).length == 0;
    }

    @Override
    public StepLoss loss(long step) {
        float[] told = progress.toFloatArray();
        int[] rows = searched(told);
        int a = rows.length;
        int height = images.height();
        int width = images.width();
        NDArray m = unit(chosen(mask, rows));
        NDArray p = unit(chosen(pattern, rows));
        int[] ids = batchOf(step);
        NDArray x =
                compute.images(images.batch(ids), batch, height, width).reshape(new Shape(1, batch, 3, height, width));
        NDArray mRow = m.reshape(new Shape(a, 1, 1, height, width));
        NDArray pRow = p.reshape(new Shape(a, 1, 3, height, width));
        NDArray rest = mRow.neg().add(1f);
        NDArray stamped = x.mul(rest).add(pRow.mul(mRow)).reshape(new Shape((long) a * batch, 3, height, width));
        Goal.Reach reach = goal.reach(stamped, rows, ids);
        NDArray norms = m.reshape(new Shape(a, (long) height * width)).sum(new int[] {1});
        float[] lambdas = new float[a];
        for (int i = 0; i < a; i++) {
            lambdas[i] = told[rows[i] * PenaltyRule.NUMBERS + PenaltyRule.LAMBDA];
        }
        NDArray total =
                reach.losses().add(norms.mul(compute.tensor(lambdas, a))).sum();
        seen = new Seen(
                rows,
                reach.success(),
                endsRound(step) ? m.toFloatArray() : new float[0],
                endsRound(step) ? p.toFloatArray() : new float[0]);
        return new StepLoss(total, Map.of("triggered", reach.losses().mean()), a * batch);
    }

    private boolean endsRound(long step) {
        return (step + 1) % plan.round() == 0;
    }

    /** The next images; each pass takes them in an order of its own. */
    private int[] batchOf(long step) {
        int perPass = images.size() / batch;
        int[] order = Seeds.permutation(images.size(), Seeds.generator(seed, "order/inversion", step / perPass));
        int from = (int) (step % perPass) * batch;
        return Arrays.copyOfRange(order, from, from + batch);
    }

    /** The chosen rows of a tensor: a product with ones and zeros is exact, and its gradient is nothing but theirs. */
    private NDArray chosen(NDArray tensor, int[] rows) {
        int k = goal.rows();
        if (rows.length == k) {
            return tensor;
        }
        long[] shape = tensor.getShape().getShape();
        long flat = tensor.size() / k;
        NDArray some = Losses.oneHot(compute, rows, k).matMul(tensor.reshape(new Shape(k, flat)));
        return some.reshape(new Shape(rows.length, shape[1], shape[2], shape[3]));
    }

    /** Numbers in (0, 1). */
    private static NDArray unit(NDArray raw) {
        return Scalars.times(raw.tanh(), 0.5).add(0.5f);
    }

    @Override
    public void afterUpdate() {
        Seen last = Objects.requireNonNull(seen);
        seen = null;
        float[] told = progress.toFloatArray();
        boolean round = last.masks().length > 0;
        boolean better = false;
        float[] masks = round ? bestMask.toFloatArray() : new float[0];
        float[] patterns = round ? bestPattern.toFloatArray() : new float[0];
        int pixels = images.height() * images.width();
        for (int i = 0; i < last.rows().length; i++) {
            int at = last.rows()[i];
            float[] row = Arrays.copyOfRange(told, at * PenaltyRule.NUMBERS, (at + 1) * PenaltyRule.NUMBERS);
            row[PenaltyRule.SUM] += (float) last.success()[i];
            if (round) {
                double rate = row[PenaltyRule.SUM] / plan.round();
                row[PenaltyRule.SUM] = 0;
                if (plan.rule().round(row, rate, sum(last.masks(), i * pixels, pixels))) {
                    better = true;
                    System.arraycopy(last.masks(), i * pixels, masks, at * pixels, pixels);
                    System.arraycopy(last.patterns(), 3 * i * pixels, patterns, 3 * at * pixels, 3 * pixels);
                }
            }
            System.arraycopy(row, 0, told, at * PenaltyRule.NUMBERS, PenaltyRule.NUMBERS);
        }
        overwrite(progress, told);
        if (better) {
            overwrite(bestMask, masks);
            overwrite(bestPattern, patterns);
        }
    }

    private void overwrite(NDArray tensor, float[] values) {
        compute.tensor(values, tensor.getShape().getShape()).copyTo(tensor);
    }

    private static double sum(float[] values, int from, int n) {
        double sum = 0;
        for (int i = from; i < from + n; i++) {
            sum += values[i];
        }
        return sum;
    }

    /** The rows whose search goes on. */
    private int[] searched(float[] told) {
        return IntStream.range(0, goal.rows())
                .filter(row -> told[row * PenaltyRule.NUMBERS + PenaltyRule.DONE] == 0)
                .toArray();
    }

    /** How many triggers are found, and the size of the smallest as a share of the image. */
    @Override
    public Map<String, Double> evaluate(int epoch) {
        float[] told = progress.toFloatArray();
        double[] norms = IntStream.range(0, goal.rows())
                .mapToDouble(row -> told[row * PenaltyRule.NUMBERS + PenaltyRule.BEST])
                .filter(norm -> norm >= 0)
                .sorted()
                .toArray();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("found", (double) norms.length);
        if (norms.length > 0) {
            figures.put("smallestMask", norms[0]);
        }
        return figures;
    }

    /** What was found; of a row where nothing succeeded it is where the search ended, which is not settled. */
    public List<FoundTrigger> found() {
        return found(all(), true);
    }

    private Map<String, HostTensor> all() {
        Map<String, HostTensor> all = new LinkedHashMap<>();
        trainable().forEach((key, tensor) -> all.put(key, Compute.toHost(tensor)));
        state().forEach((key, tensor) -> all.put(key, Compute.toHost(tensor)));
        return all;
    }

    /**
     * The triggers of weights and state by name, as a view shows them: those under way as they are now.
     */
    public List<FoundTrigger> found(Map<String, HostTensor> weights) {
        return found(weights, false);
    }

    /** Whether weights and state are those of a search. */
    public static boolean isSearch(Map<String, HostTensor> weights) {
        return weights.containsKey(BEST_MASK);
    }

    private List<FoundTrigger> found(Map<String, HostTensor> weights, boolean best) {
        float[] told = floats(weights, PROGRESS);
        float[] rawMasks = floats(weights, MASK);
        float[] rawPatterns = floats(weights, PATTERN);
        float[] bestMasks = floats(weights, BEST_MASK);
        float[] bestPatterns = floats(weights, BEST_PATTERN);
        int pixels = images.height() * images.width();
        List<FoundTrigger> triggers = new ArrayList<>();
        for (int row = 0; row < goal.rows(); row++) {
            int numbers = row * PenaltyRule.NUMBERS;
            boolean succeeded = told[numbers + PenaltyRule.BEST] >= 0;
            boolean settled = succeeded && (best || told[numbers + PenaltyRule.DONE] > 0);
            float rate = told[numbers + PenaltyRule.RATE];
            triggers.add(new FoundTrigger(
                    goal.label(row),
                    images.width(),
                    images.height(),
                    settled ? part(bestMasks, row, pixels) : shownPart(rawMasks, row, pixels),
                    settled ? part(bestPatterns, row, 3 * pixels) : shownPart(rawPatterns, row, 3 * pixels),
                    rate < 0 ? Double.NaN : rate,
                    settled));
        }
        return triggers;
    }

    private static float[] floats(Map<String, HostTensor> weights, String key) {
        return Objects.requireNonNull(weights.get(key)).floats();
    }

    private static float[] part(float[] values, int row, int n) {
        return Arrays.copyOfRange(values, row * n, (row + 1) * n);
    }

    private static float[] shownPart(float[] raw, int row, int n) {
        float[] values = part(raw, row, n);
        for (int i = 0; i < n; i++) {
            values[i] = (float) Math.clamp(0.5 * Math.tanh(values[i]) + 0.5, 0, 1);
        }
        return values;
    }

    @Override
    public void close() {
        mask.close();
        pattern.close();
        progress.close();
        bestMask.close();
        bestPattern.close();
    }
}
