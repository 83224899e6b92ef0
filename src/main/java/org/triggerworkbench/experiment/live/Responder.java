package org.triggerworkbench.experiment.live;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.evaluation.inspection.Saliency;
import org.triggerworkbench.experiment.open.Subject;
import org.triggerworkbench.experiment.recipe.CommonWords;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.prompt.LearnedContext;
import org.triggerworkbench.prompt.NearestWords;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.text.AllowedBecause;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;

/**
 * Answers questions about a scene, one after the other, on the inference thread. What the trigger cannot change (the clean
 * half of an answer) is kept for the next question.
 */
@AllowedBecause("a forward pass of the live loop joins trigger, prompt and model of different floors")
public final class Responder implements AutoCloseable {
    /** Clean halves kept at a time: of the question, and of those it is compared with. */
    private static final int KEPT = 3;

    /**
     * Images of one forward pass; between two the enlarged image of a newer question may be answered. The first passes are
     * short, so that a first rate is soon there; always the same ones, so that the same question has the same answer to the
     * last digit.
     */
    private static final int PART = 16;

    private static final int FIRST_PART = 8;
    private static final int FIRST_PARTS = 2 * FIRST_PART;

    private final LiveSubject scene;
    private final LiveModel live;
    private final Deque<CleanHalf> kept = new ArrayDeque<>();
    private final Deque<CleanHalf> keptGlances = new ArrayDeque<>();
    private Saliency.@Nullable Method saliency;

    /** The clean half of an answer and what it holds for. */
    record CleanHalf(InferenceRequest asked, ImageResults seen, float[][] anchors) {
        boolean holdsFor(InferenceRequest other, boolean onePrimary) {
            return Objects.equals(asked.prompt(), other.prompt())
                    && Objects.equals(asked.model(), other.model())
                    && Objects.equals(asked.words(), other.words())
                    && asked.space().equals(other.space())
                    && (!onePrimary || asked.primary() == other.primary());
        }
    }

    public Responder(LiveSubject scene) {
        this.scene = scene;
        this.live = new LiveModel(scene);
    }

    public LiveSubject scene() {
        return scene;
    }

    /**
     * The enlarged image alone, without features.
     *
     * @throws org.triggerworkbench.text.InputException if trigger or prompt do not fit the scene
     */
    public PrimaryResult glance(InferenceRequest question) {
        long start = System.nanoTime();
        int[] ids = {question.primary()};
        live.set(question);
        CleanHalf clean = half(
                keptGlances,
                question,
                true,
                () -> new CleanHalf(question, see(question, ids, null, false), new float[0][]));
        Trigger trigger = question.trigger();
        ImageResults triggered = trigger == null ? null : stamped(question, trigger, ids, false);
        return new PrimaryResult(question, clean.seen(), triggered, System.nanoTime() - start);
    }

    /**
     * The whole sheet.
     *
     * @throws org.triggerworkbench.text.InputException if trigger or prompt do not fit the scene
     */
    public SheetResult answer(InferenceRequest question) {
        return Objects.requireNonNull(answer(question, _ -> true), "never given up");
    }

    /** What happens between two parts of a sheet. */
    @FunctionalInterface
    public interface Between {
        /**
         * May ask for glances.
         *
         * @param soFar what is known by now; null while only the clean half is seen
         * @return whether the sheet is to be gone on with
         */
        boolean goesOn(@Nullable SheetProgress soFar);
    }

    /**
     * The whole sheet, a part at a time.
     *
     * @return null where it was given up between two parts
     * @throws org.triggerworkbench.text.InputException if trigger or prompt do not fit the scene
     */
    public @Nullable SheetResult answer(InferenceRequest question, Between between) {
        long start = System.nanoTime();
        live.set(question);
        CleanHalf clean = half(kept, question, false, () -> {
            // Kept for the next question too, so that it is never given up.
            ImageResults seen = Objects.requireNonNull(sheet(question, null, _ -> {
                between.goesOn(null);
                return true;
            }));
            return new CleanHalf(question, seen, anchors(question));
        });
        Trigger trigger = question.trigger();
        ImageResults triggered = null;
        if (trigger != null) {
            triggered = stampedSheet(question, trigger, clean.seen().predictions(), between);
            if (triggered == null) {
                return null;
            }
        }
        return whole(question, clean, triggered, System.nanoTime() - start);
    }

    /** Whether a question can be answered sooner and only nearly: it has a trigger, and its model a faster way. */
    public boolean hasDraft(InferenceRequest question) {
        return question.trigger() != null && live.hasDrafts(question.space());
    }

    /**
     * The whole sheet, sooner than {@link #answer} and only nearly: for a trigger or prompt that still moves. Its first images
     * come before the others, for a first rate.
     *
     * @param question one that {@link #hasDraft}
     * @return null where it was given up after the first images
     * @throws org.triggerworkbench.text.InputException if trigger or prompt do not fit the scene
     */
    public @Nullable SheetResult draft(InferenceRequest question, Between between) {
        Trigger trigger = Objects.requireNonNull(question.trigger(), "there is no draft without a trigger");
        long start = System.nanoTime();
        live.set(question);
        CleanHalf known = known(question);
        int[] all = scene.all();
        int first = Math.min(PART, all.length);
        PreparedImages sheet = scene.sheet();
        try (Stamper stamper = new Stamper(scene.compute(), trigger, sheet.height(), sheet.width())) {
            ImageResults clean = known == null ? drafted(question, 0, first, null) : known.seen();
            ImageResults triggered = drafted(question, 0, first, stamper);
            if (first < all.length) {
                int[] seen = triggered.predictions();
                if (!between.goesOn(progress(question, clean.predictions(), seen))) {
                    return null;
                }
                live.set(question);
                if (known == null) {
                    clean = ImageResults.joined(List.of(clean, drafted(question, first, all.length, null)));
                }
                triggered = ImageResults.joined(List.of(triggered, drafted(question, first, all.length, stamper)));
            }
            CleanHalf half = known == null ? new CleanHalf(question, clean, anchors(question)) : known;
            return whole(question, half, triggered, System.nanoTime() - start);
        }
    }

    private ImageResults drafted(InferenceRequest question, int from, int to, @Nullable Stamper stamper) {
        int[] ids = Arrays.copyOfRange(scene.all(), from, to);
        return see(ids, stamper, shown -> live.draft(shown, question.space()));
    }

    /** The answer of both halves. */
    SheetResult whole(InferenceRequest question, CleanHalf clean, @Nullable ImageResults triggered, long nanos) {
        AttackMetrics metrics =
                metrics(question, clean.seen().predictions(), triggered == null ? new int[0] : triggered.predictions());
        return new SheetResult(question, clean.seen(), triggered, metrics, clean.anchors(), nanos);
    }

    /** The clean half of a question's answer if it is kept; null otherwise. */
    @Nullable
    CleanHalf known(InferenceRequest question) {
        return kept.stream()
                .filter(half -> half.holdsFor(question, false))
                .findFirst()
                .orElse(null);
    }

    /** Keeps the clean half of a question's answer. */
    CleanHalf keep(InferenceRequest question, ImageResults seen) {
        live.set(question);
        return half(kept, question, false, () -> new CleanHalf(question, seen, anchors(question)));
    }

    /**
     * The images of one forward pass.
     *
     * @param start the first, a place on the sheet
     */
    ImageResults part(InferenceRequest question, int start, @Nullable Trigger trigger) {
        live.set(question);
        int[] ids = Arrays.copyOfRange(scene.all(), start, end(start));
        return trigger == null ? see(question, ids, null, true) : stamped(question, trigger, ids, true);
    }

    /** The rates over the first images of the sheet. */
    SheetProgress progress(InferenceRequest question, int[] clean, int[] triggered) {
        return new SheetProgress(question, metrics(question, Arrays.copyOf(clean, triggered.length), triggered));
    }

    /** Where the forward pass ends that begins at a place on the sheet. */
    private int end(int start) {
        return Math.min(scene.all().length, start + (start < FIRST_PARTS ? FIRST_PART : PART));
    }

    /** Over as many images of the sheet as there are predictions of. */
    private AttackMetrics metrics(InferenceRequest question, int[] clean, int[] triggered) {
        return AttackMetrics.count(
                scene.facts().classes().size(),
                new Target.AllToOne(question.target()),
                Arrays.copyOf(scene.facts().labels(), clean.length),
                clean,
                triggered);
    }

    private @Nullable ImageResults stampedSheet(
            InferenceRequest question, Trigger trigger, int[] clean, Between between) {
        PreparedImages sheet = scene.sheet();
        try (Stamper stamper = new Stamper(scene.compute(), trigger, sheet.height(), sheet.width())) {
            return sheet(question, stamper, seen -> {
                int[] triggered = seen.stream()
                        .flatMapToInt(part -> IntStream.of(part.predictions()))
                        .toArray();
                return between.goesOn(progress(question, clean, triggered));
            });
        }
    }

    /**
     * The sheet, a part at a time.
     *
     * @param goesOn is given the parts that are seen, between two of them
     * @return null where it was given up
     */
    private @Nullable ImageResults sheet(
            InferenceRequest question, @Nullable Stamper stamper, Predicate<List<ImageResults>> goesOn) {
        int[] all = scene.all();
        List<ImageResults> parts = new ArrayList<>();
        int end;
        for (int start = 0; start < all.length; start = end) {
            end = end(start);
            if (start > 0) {
                if (!goesOn.test(parts)) {
                    return null;
                }
                live.set(question);
            }
            parts.add(see(question, Arrays.copyOfRange(all, start, end), stamper, true));
        }
        return ImageResults.joined(parts);
    }

    /**
     * What a question's model takes some images for.
     *
     * @param images of the scene's data
     * @param trigger stamped on them; null for none
     */
    int[] predictions(InferenceRequest question, PreparedImages images, int[] ids, @Nullable Trigger trigger) {
        live.set(question);
        try (TensorScope _ = new TensorScope()) {
            NDArray shown = scene.compute().images(images.batch(ids), ids.length, images.height(), images.width());
            if (trigger != null) {
                try (Stamper stamper = new Stamper(scene.compute(), trigger, images.height(), images.width())) {
                    shown = stamper.stamp(shown, ids, Subject.PLACEMENT_SEED);
                }
            }
            return Arrays.stream(rows(live.forward(live.prompted(shown), "").logits()))
                    .mapToInt(Predictor::argmax)
                    .toArray();
        }
    }

    /**
     * A closer look at the model as a question wants it. Holds until the next question; close it before.
     *
     * @throws org.triggerworkbench.text.InputException if trigger or prompt do not fit the scene
     */
    public Inspection inspect(InferenceRequest question) {
        live.set(question);
        return new Inspection(scene, live.prompted(), question.trigger(), this::saliencyMethod);
    }

    /**
     * The words nearest to a learned context's vectors.
     *
     * @param file of the context
     * @param classNumber whose vectors are looked at where each class has its own
     * @param count words a vector
     * @throws InputException if the file holds no context or the scene's model has no words
     */
    public List<List<NearestWords.Near>> nearestWords(Path file, int classNumber, int count) {
        if (!(scene.model() instanceof ZeroShotClassifier zeroShot)) {
            throw new InputException(Messages.of(Responder.class)
                    .get("context.noWords", file, scene.facts().modelName()));
        }
        List<String> words = Stream.concat(
                        CommonWords.list().stream(),
                        scene.facts().classes().stream().flatMap(name -> Stream.of(name.split("\\W+"))))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .distinct()
                .filter(word -> !word.isBlank())
                .toList();
        try (LearnedContext context = PromptFiles.readContext(file, scene.compute())) {
            return NearestWords.of(zeroShot.source(), context, classNumber, words, count);
        }
    }

    /** How saliency maps of the scene's model are made; found once, since prompts, words and weights do not change it. */
    private Saliency.Method saliencyMethod(Saliency of, Classifier model) {
        Saliency.Method found = saliency;
        if (found == null) {
            found = of.method(model);
            saliency = found;
        }
        return found;
    }

    /** The clean half that holds for a question, from those kept or made now. */
    private static CleanHalf half(
            Deque<CleanHalf> halves, InferenceRequest question, boolean onePrimary, Supplier<CleanHalf> make) {
        CleanHalf half = halves.stream()
                .filter(known -> known.holdsFor(question, onePrimary))
                .findFirst()
                .orElse(null);
        if (half == null) {
            half = make.get();
        } else {
            halves.remove(half);
        }
        halves.addFirst(half);
        if (halves.size() > KEPT) {
            halves.removeLast();
        }
        return half;
    }

    private ImageResults stamped(InferenceRequest question, Trigger trigger, int[] ids, boolean features) {
        PreparedImages sheet = scene.sheet();
        try (Stamper stamper = new Stamper(scene.compute(), trigger, sheet.height(), sheet.width())) {
            return see(question, ids, stamper, features);
        }
    }

    private ImageResults see(InferenceRequest question, int[] ids, @Nullable Stamper stamper, boolean features) {
        return see(ids, stamper, shown -> live.forward(shown, features ? question.space() : ""));
    }

    private ImageResults see(int[] ids, @Nullable Stamper stamper, Function<NDArray, LiveModel.Forward> pass) {
        PreparedImages sheet = scene.sheet();
        try (TensorScope _ = new TensorScope()) {
            NDArray images = scene.compute().images(sheet.batch(ids), ids.length, sheet.height(), sheet.width());
            if (stamper != null) {
                images = stamper.stamp(images, ids, Subject.PLACEMENT_SEED);
            }
            NDArray shown = live.prompted(images);
            LiveModel.Forward forward = pass.apply(shown);
            float[][] logits = rows(forward.logits());
            return new ImageResults(
                    Pixels.argb(shown),
                    rows(forward.logits().softmax(1)),
                    Arrays.stream(logits).mapToInt(Predictor::argmax).toArray(),
                    forward.features() == null ? new float[0][] : rows(forward.features()));
        }
    }

    private float[][] anchors(InferenceRequest question) {
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
