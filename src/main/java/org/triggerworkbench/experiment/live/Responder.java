package org.triggerworkbench.experiment.live;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.Evaluation;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.text.AllowedBecause;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;

/**
 * Answers questions about a scene, one after the other, on the inference thread. What the trigger cannot change (the clean
 * half of an answer) is kept for the next question.
 */
@AllowedBecause("a forward pass of the live loop joins trigger, prompt and model of different floors")
public final class Responder implements AutoCloseable {
    private final Scene scene;
    private final LiveModel live;
    private @Nullable CleanHalf kept;
    private @Nullable CleanHalf keptGlance;

    /** The clean half of an answer and what it holds for. */
    private record CleanHalf(Question asked, Seen seen, float[][] anchors) {
        boolean holdsFor(Question other, boolean onePrimary) {
            return Objects.equals(asked.prompt(), other.prompt())
                    && Objects.equals(asked.model(), other.model())
                    && Objects.equals(asked.words(), other.words())
                    && asked.space().equals(other.space())
                    && (!onePrimary || asked.primary() == other.primary());
        }
    }

    public Responder(Scene scene) {
        this.scene = scene;
        this.live = new LiveModel(scene);
    }

    public Scene scene() {
        return scene;
    }

    /**
     * The enlarged image alone, without features.
     *
     * @throws org.triggerworkbench.text.InputException if trigger or prompt do not fit the scene
     */
    public Glance glance(Question question) {
        long start = System.nanoTime();
        int[] ids = {question.primary()};
        live.set(question);
        if (keptGlance == null || !keptGlance.holdsFor(question, true)) {
            keptGlance = new CleanHalf(question, see(question, ids, null, false), new float[0][]);
        }
        Trigger trigger = question.trigger();
        Seen triggered = trigger == null ? null : stamped(question, trigger, ids, false);
        return new Glance(question, keptGlance.seen(), triggered, System.nanoTime() - start);
    }

    /**
     * The whole sheet.
     *
     * @throws org.triggerworkbench.text.InputException if trigger or prompt do not fit the scene
     */
    public Answer answer(Question question) {
        long start = System.nanoTime();
        int[] ids = scene.all();
        live.set(question);
        if (kept == null || !kept.holdsFor(question, false)) {
            kept = new CleanHalf(question, see(question, ids, null, true), anchors(question));
        }
        Trigger trigger = question.trigger();
        Seen triggered = trigger == null ? null : stamped(question, trigger, ids, true);
        AttackMetrics metrics = AttackMetrics.count(
                scene.facts().classes().size(),
                new Target.AllToOne(question.target()),
                scene.facts().labels(),
                kept.seen().predictions(),
                triggered == null ? new int[0] : triggered.predictions());
        return new Answer(question, kept.seen(), triggered, metrics, kept.anchors(), System.nanoTime() - start);
    }

    private Seen stamped(Question question, Trigger trigger, int[] ids, boolean features) {
        PreparedImages sheet = scene.sheet();
        try (Stamper stamper = new Stamper(scene.compute(), trigger, sheet.height(), sheet.width())) {
            return see(question, ids, stamper, features);
        }
    }

    private Seen see(Question question, int[] ids, @Nullable Stamper stamper, boolean features) {
        PreparedImages sheet = scene.sheet();
        try (TensorScope _ = new TensorScope()) {
            NDArray images = scene.compute().images(sheet.batch(ids), ids.length, sheet.height(), sheet.width());
            if (stamper != null) {
                images = stamper.stamp(images, ids, Evaluation.PLACEMENT_SEED);
            }
            NDArray shown = live.prompted(images);
            LiveModel.Forward forward = live.forward(shown, features ? question.space() : "");
            float[][] logits = rows(forward.logits());
            return new Seen(
                    Pixels.argb(shown),
                    rows(forward.logits().softmax(1)),
                    Arrays.stream(logits).mapToInt(Predictor::argmax).toArray(),
                    forward.features() == null ? new float[0][] : rows(forward.features()));
        }
    }

    private float[][] anchors(Question question) {
        Classifier model = live.classifier();
        if (!question.space().equals(Spaces.JOINT) || !(model instanceof ZeroShotClassifier zeroShot)) {
            return new float[0][];
        }
        try (TensorScope _ = new TensorScope()) {
            return rows(zeroShot.classEmbeddings());
        }
    }

    private static float[][] rows(NDArray matrix) {
        float[] flat = matrix.toFloatArray();
        int n = Math.toIntExact(matrix.getShape().get(0));
        int d = n == 0 ? 0 : flat.length / n;
        float[][] rows = new float[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * d, (i + 1) * d);
        }
        return rows;
    }

    /** For tests of leaks and for the status bar. */
    public Compute compute() {
        return scene.compute();
    }

    /** Call on the inference thread, when no question will follow. */
    @Override
    public void close() {
        live.close();
        scene.close();
    }
}
