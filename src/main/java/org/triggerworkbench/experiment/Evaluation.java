package org.triggerworkbench.experiment;

import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.evaluation.AttackEvaluator;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.prompt.VisualPrompt;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Stamper;

/** An evaluation whose files are open. */
public final class Evaluation implements AutoCloseable {
    private static final Messages TEXT = Messages.of(Evaluation.class);
    /** Of random placements: the same place on the same image each time. */
    public static final long PLACEMENT_SEED = 1;

    private final Compute compute;
    private final EvaluationRequest request;
    private final Dataset data;
    private final PreparedImages images;
    private final Classifier model;
    private final @Nullable VisualPrompt prompt;
    private final @Nullable OutputMapping mapping;
    private final @Nullable Stamper stamper;

    Evaluation(
            Compute compute,
            EvaluationRequest request,
            Dataset data,
            PreparedImages images,
            Classifier model,
            @Nullable VisualPrompt prompt,
            @Nullable OutputMapping mapping,
            @Nullable Stamper stamper) {
        this.compute = compute;
        this.request = request;
        this.data = data;
        this.images = images;
        this.model = model;
        this.prompt = prompt;
        this.mapping = mapping;
        this.stamper = stamper;
    }

    /** Number of images that will be shown. */
    public int samples() {
        return images.size();
    }

    /** Name of the data, for people. */
    public String data() {
        return data.name();
    }

    /** Which of them. */
    public Sample sample() {
        return request.sample();
    }

    /** Number of images there are. */
    public int available() {
        return sample().split().of(data).size();
    }

    /** Whether the images are drawn by lot; else all are shown. */
    public boolean isSample() {
        return sample().drawsFrom(available());
    }

    /** Whether the triggered measures will be defined. */
    public boolean hasTrigger() {
        return stamper != null;
    }

    /**
     * The number of the target class.
     *
     * @throws InputException if model and data do not go together or there is no such class
     */
    public int target() {
        int known = data.classNames().size();
        if (known > model.classes()) {
            throw new InputException(TEXT.get("classes.few", request.model(), model.classes(), request.data(), known));
        }
        // A prompt maps the model's classes to those of the data.
        int classes = prompt == null ? model.classes() : known;
        return new ClassNames(data.classNames()).number(request.target(), classes);
    }

    /** Name of a class, or its number where the data does not name it. */
    public String className(int number) {
        return number < data.classNames().size() ? data.classNames().get(number) : Integer.toString(number);
    }

    /**
     * Shows every image, clean and triggered.
     *
     * @throws InputException if an image cannot be decoded, or as {@link #target}
     */
    public AttackMetrics measure() {
        Target target = new Target.AllToOne(target());
        Stamper stamp = stamper;
        ImageEdit trigger = stamp == null ? null : (batch, ids) -> stamp.stamp(batch, ids, PLACEMENT_SEED);
        return new AttackEvaluator(compute).evaluate(prompted(), images, target, trigger, request.batch());
    }

    private Classifier prompted() {
        if (prompt == null) {
            return model;
        }
        int known = data.classNames().size();
        OutputMapping usual = model.classes() == known ? new OutputMapping.Identity() : new OutputMapping.FirstK(known);
        return new PromptedClassifier(model, prompt, mapping == null ? usual : mapping, data.classNames());
    }

    @Override
    public void close() {
        if (stamper != null) {
            stamper.close();
        }
        if (prompt != null) {
            prompt.close();
        }
        model.close();
    }
}
