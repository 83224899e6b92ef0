package org.triggerworkbench.experiment.open;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.ImageSets;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.evaluation.AttackEvaluator;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.open.SubjectRequest.Images;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.prompt.DeepPromptedClassifier;
import org.triggerworkbench.prompt.LearnedContext;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptTunedClassifier;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.prompt.TextPrompt;
import org.triggerworkbench.prompt.VisualPrompt;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/**
 * Model, data, prompt, mapping, target and trigger, opened together: what is evaluated, looked at live, attacked and defended.
 * It owns their tensors; use it on the thread that opened it.
 */
public final class Subject implements AutoCloseable {
    /** Of random placements: the same place on the same image each time. */
    public static final long PLACEMENT_SEED = 1;

    private static final Messages TEXT = Messages.of(Subject.class);
    private static final int MAPPING_IMAGES = 2000;
    private static final int BATCH = 128;

    private final Compute compute;
    private final SubjectRequest request;
    private final Dataset data;
    private final PreparedImages images;
    private final Classifier model;
    private final Classifier worded;
    private final @Nullable VisualPrompt prompt;
    private final @Nullable OutputMapping mapping;
    private final @Nullable Trigger trigger;
    private final Deque<Runnable> owned = new ArrayDeque<>();

    private Subject(Compute compute, SubjectRequest request, Dataset data, ImageSet shown, Classifier model) {
        this.compute = compute;
        this.request = request;
        this.data = data;
        this.model = own(model, model::close);
        try {
            InputSpec input = model.card().input();
            this.images = prepare(shown);
            Path file = request.prompt();
            PromptFiles.Content content = file == null ? null : PromptFiles.read(file, input);
            this.worded = file == null || content == null ? model : worded(file, content);
            PromptFiles.Saved saved = content instanceof PromptFiles.Saved pixels ? pixels : null;
            VisualPrompt visual = saved == null ? null : saved.load(compute);
            this.prompt = visual == null ? null : own(visual, visual::close);
            this.mapping = saved == null || saved.mapping() == null ? chosen() : saved.mapping();
            if (isAskedAsItIs()) {
                order().require(request.images().source());
            }
            Path stamp = request.trigger();
            this.trigger =
                    stamp == null ? null : TriggerFiles.readAs(stamp, request.reading(), input.width(), input.height());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Opens everything, so that whatever is wrong with a file shows before the first image is predicted. Where it fails, nothing
     * stays open.
     *
     * @throws InputException if a file cannot be used, things do not go together, or there is no image
     */
    public static Subject open(Compute compute, Sources sources, SubjectRequest request) {
        return open(compute, sources, request, OpenedData.of(request));
    }

    /** The same with the data of the request opened before. */
    public static Subject open(Compute compute, Sources sources, SubjectRequest request, OpenedData opened) {
        Classifier model = sources.classifier(request.model(), opened.data(), opened.shown());
        return new Subject(compute, request, opened.data(), opened.shown(), model);
    }

    private <T> T own(T opened, Runnable close) {
        owned.push(close);
        return opened;
    }

    /** The model as the words, or the deep tokens, of a prompt make it. */
    private Classifier worded(Path file, PromptFiles.Content content) {
        if (content instanceof PromptFiles.Saved) {
            return model;
        }
        if (!(model instanceof ZeroShotClassifier zeroShot)) {
            throw new InputException(
                    TEXT.get("prompt.noWords", file, model.card().name()));
        }
        List<String> names = data.classNames();
        Classifier made =
                switch (content) {
                    case TextPrompt text -> zeroShot.withWords(names, text.sentences(names));
                    case PromptFiles.Context(var vectors) -> {
                        LearnedContext context = LearnedContext.from(compute, vectors);
                        own(context, context::close);
                        yield PromptTunedClassifier.fixed(zeroShot.source(), context, names);
                    }
                    case PromptFiles.Deep(var tokens) -> DeepPromptedClassifier.from(compute, zeroShot, tokens);
                    case PromptFiles.Saved _ -> throw new IllegalStateException("has no words");
                };
        return own(made, made::close);
    }

    /**
     * What to say where the model gives some classes of the data other numbers, or tells more apart than the data and does not
     * name them so; null where there is nothing to say.
     */
    public @Nullable String warning() {
        if (!isAskedAsItIs()) {
            return null;
        }
        ClassOrder order = order();
        int known = data.classNames().size();
        return mapping == null && worded.classes() > known && !order.isNamed()
                ? TEXT.get("classes.more", model.card().name(), worded.classes(), FileWord.shown(data.name()), known)
                : order.warning();
    }

    private ClassOrder order() {
        return new ClassOrder(model.card(), data);
    }

    /** Whether the model's outputs are read by their numbers, without a prompt that could have learned another reading. */
    private boolean isAskedAsItIs() {
        return prompt == null
                && (mapping == null
                        || mapping instanceof OutputMapping.Identity
                        || mapping instanceof OutputMapping.FirstK);
    }

    /** The mapping asked for; null where the model keeps its own classes. */
    private @Nullable OutputMapping chosen() {
        int classes = data.classNames().size();
        return switch (request.mapping()) {
            case null -> prompt == null ? null : OutputMapping.usual(worded.classes(), classes);
            case "identity" -> new OutputMapping.Identity();
            case "first-k" -> new OutputMapping.FirstK(classes);
            case "frequency" -> byFrequency(classes);
            default -> OutputMapping.usual(worded.classes(), classes);
        };
    }

    private OutputMapping byFrequency(int classes) {
        long seed = request.images() instanceof Images.Parts parts ? parts.seed() : Sample.SEED;
        PreparedImages some = prepare(ImageSets.representative(data.train(), MAPPING_IMAGES, seed));
        int[] predictions = new Predictor(compute, BATCH).predictions(worded, some, ImageEdit.NONE);
        int[] labels = IntStream.range(0, some.size()).map(some::label).toArray();
        return OutputMapping.frequencyBased(predictions, labels, classes, worded.classes());
    }

    public Compute compute() {
        return compute;
    }

    public Dataset data() {
        return data;
    }

    /** The images that are shown, as the model sees them. */
    public PreparedImages images() {
        return images;
    }

    /** Any images as the model sees them. */
    public PreparedImages prepare(ImageSet some) {
        return Sources.prepare(some, model.card().input());
    }

    /**
     * Training images of a data set that are in no other set, drawn by the seed, as many of each class as of any other: clean images
     * for a defender.
     *
     * @param used sets whose images are left out, by their ids
     * @throws InputException if there are not so many
     */
    public static ImageSet unused(Dataset data, List<ImageSet> used, int count, long seed) {
        Set<String> ids = new HashSet<>();
        for (ImageSet part : used) {
            IntStream.range(0, part.size()).mapToObj(part::id).forEach(ids::add);
        }
        ImageSet all = data.train();
        int[] taken = IntStream.range(0, all.size())
                .filter(i -> ids.contains(all.id(i)))
                .toArray();
        if (count > all.size() - taken.length) {
            throw new InputException(
                    TEXT.get("unused.few", FileWord.shown(data.name()), all.size() - taken.length, count));
        }
        return ImageSets.subset(all, ImageSets.sampleIndices(all, count, seed, taken));
    }

    /** The model as it was opened, without any prompt. */
    public Classifier model() {
        return model;
    }

    /** The model as it is asked: with the prompt's words, through the visual prompt, mapped. Owned by this. */
    public Classifier classifier() {
        return mapping == null ? worded : new PromptedClassifier(worded, prompt, mapping, data.classNames());
    }

    /** The model's classes as those of the data; null where it keeps its own. */
    public @Nullable OutputMapping mapping() {
        return mapping;
    }

    public @Nullable Trigger trigger() {
        return trigger;
    }

    /**
     * Names of the classes that are told apart: those of the data, then the model's own or plain numbers for classes the data
     * does not know.
     *
     * @throws InputException if the data has more classes than the model
     */
    public List<String> classes() {
        List<String> named = data.classNames();
        int own = worded.classes();
        if (named.size() > own) {
            throw new InputException(TEXT.get(
                    "classes.few",
                    request.model().source(),
                    own,
                    request.images().source(),
                    named.size()));
        }
        List<String> labels = worded.card().labels();
        return IntStream.range(0, mapping == null ? own : named.size())
                .mapToObj(
                        k -> k < named.size() ? named.get(k) : k < labels.size() ? labels.get(k) : Integer.toString(k))
                .toList();
    }

    /**
     * The number of the target class.
     *
     * @throws InputException as {@link #classes}, or if there is no such class
     */
    public int target() {
        return new ClassNames(data.classNames())
                .number(request.target(), classes().size());
    }

    /**
     * Shows every image, clean and triggered.
     *
     * @param batch images per forward pass, at least 1
     * @throws InputException if an image cannot be decoded, or as {@link #target}
     */
    public AttackMetrics measure(int batch) {
        Target target = new Target.AllToOne(target());
        AttackEvaluator evaluator = new AttackEvaluator(compute);
        if (trigger == null) {
            return evaluator.evaluate(classifier(), images, target, null, batch);
        }
        try (Stamper stamper = new Stamper(compute, trigger, images.height(), images.width())) {
            ImageEdit stamp = (pixels, ids) -> stamper.stamp(pixels, ids, PLACEMENT_SEED);
            return evaluator.evaluate(classifier(), images, target, stamp, batch);
        }
    }

    /** Closes all of it. */
    @Override
    public void close() {
        while (!owned.isEmpty()) {
            owned.pop().run();
        }
    }
}
