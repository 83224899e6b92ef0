package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;

/** BadCLIP in its two phases: the patch, then the poisoned model. */
final class BadClipAttack implements ImageAttack {
    private static final Messages TEXT = Messages.of(BadClipAttack.class);
    private static final int BATCH = 128;

    private final AttackSetting setting;
    private final ZeroShotClassifier source;
    private final DualEmbeddingTask patch;
    private final PoisonedModelTask model;

    BadClipAttack(AttackSetting setting, ZeroShotClassifier source, Trigger.Patch mask) {
        this.setting = setting;
        this.source = source;
        this.patch = new DualEmbeddingTask(setting, source, mask);
        try {
            this.model = new PoisonedModelTask(
                    "backdoored-model", setting, PoisonPlan.of(setting.train(), new int[0], setting.seed()), true);
        } catch (RuntimeException e) {
            patch.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public List<TrainingTask> phases() {
        return List.of(patch, new Poisoning());
    }

    @Override
    public Classifier attacked() {
        return model.attacked();
    }

    @Override
    public Optional<int[]> poisoned() {
        return model.poisoned();
    }

    @Override
    public Trigger trigger() {
        return patch.patch();
    }

    /** Those of a poisoned model, and the patch alone, on the model as it was. */
    @Override
    public List<Control> controls(ImageAttack control) {
        Trigger made = trigger();
        List<Control> usual = model.controls(control);
        return List.of(
                usual.get(0),
                new Control("sourceModel", source, made),
                new Control("startPatch", model.attacked(), patch.start()),
                usual.get(1),
                usual.get(2));
    }

    @Override
    public List<Figure> figures(ImageAttack control, PreparedImages test) {
        List<Figure> figures = new ArrayList<>();
        figures.add(onTheSource(test));
        figures.addAll(model.figures(control, test));
        return figures;
    }

    /** What the patch does to the model as it was: similarity with the target's text, and how often it is predicted. */
    private Figure onTheSource(PreparedImages test) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(similarity(test, "patch.without", null));
        rows.add(similarity(test, "patch.start", patch.start()));
        rows.add(similarity(test, "patch.trained", trigger()));
        return new Figure.Table(
                TEXT.get("patch.caption"),
                List.of(TEXT.get("patch.which"), TEXT.get("patch.cosine"), TEXT.get("patch.success")),
                rows);
    }

    private List<String> similarity(PreparedImages test, String key, @Nullable Trigger stamped) {
        int target = setting.target().one();
        float[][] rows = cosines(test, stamped);
        int[] counted = IntStream.range(0, rows.length)
                .filter(image -> setting.target().counts(test.label(image)))
                .toArray();
        double cosine = IntStream.of(counted)
                .mapToDouble(image -> rows[image][target])
                .average()
                .orElse(Double.NaN);
        double success = IntStream.of(counted)
                .mapToDouble(image -> Predictor.argmax(rows[image]) == target ? 1 : 0)
                .average()
                .orElse(Double.NaN);
        return List.of(
                TEXT.get(key),
                String.format(Locale.ROOT, "%.3f", cosine),
                String.format(Locale.ROOT, "%.1f%%", 100 * success));
    }

    private float[][] cosines(PreparedImages test, @Nullable Trigger stamped) {
        Predictor predictor = new Predictor(setting.compute(), BATCH);
        Function<NDArray, NDArray> cosine = images ->
                source.imageEmbeddings(images).matMul(source.classEmbeddings().transpose());
        if (stamped == null) {
            return predictor.rows(test, ImageEdit.NONE, cosine);
        }
        try (Stamper stamper = new Stamper(setting.compute(), stamped, test.height(), test.width())) {
            return predictor.rows(test, (images, ids) -> stamper.stamp(images, ids, setting.seed()), cosine);
        }
    }

    @Override
    public Shown shown(Map<String, HostTensor> weights) {
        HostTensor pixels = weights.get(DualEmbeddingTask.PATCH);
        return pixels == null ? model.shown(weights) : new Shown.Made(patch.patch(pixels));
    }

    @Override
    public Path save(Path folder) {
        return model.save(folder);
    }

    @Override
    public void close() {
        patch.close();
        model.close();
    }

    /** The images to poison, by the clean model's answers. */
    private PoisonPlan plan() {
        PreparedImages train = setting.train();
        float[][] logits = new Predictor(setting.compute(), BATCH).logits(source, train, ImageEdit.NONE);
        int count = (int) Math.round(setting.values().number(BadVisualPrompt.RATE) * train.size());
        int[] chosen = PoisonSampling.choose(
                logits,
                image -> setting.target().counts(train.label(image)),
                setting.target().one(),
                count,
                setting.values().choice(BadClip.SAMPLING),
                setting.seed());
        return PoisonPlan.of(train, chosen, setting.seed());
    }

    /** The model's training, which begins by choosing images and takes the patch that there is by then. */
    private final class Poisoning implements TrainingTask {
        @Override
        public void begin() {
            model.poison(plan(), patch.patch());
        }

        @Override
        public String name() {
            return model.name();
        }

        @Override
        public Map<String, NDArray> trainable() {
            return model.trainable();
        }

        @Override
        public Map<String, NDArray> state() {
            return model.state();
        }

        @Override
        public int stepsPerEpoch() {
            return model.stepsPerEpoch();
        }

        @Override
        public StepLoss loss(long step) {
            return model.loss(step);
        }

        @Override
        public void afterUpdate() {
            model.afterUpdate();
        }

        @Override
        public Map<String, Double> evaluate(int epoch) {
            return model.evaluate(epoch);
        }
    }
}
