package org.triggerworkbench.experiment;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.prompt.VisualPrompt;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.TriggerFiles;

/** Opens what a request names: data, model, prompt and trigger. */
public final class EvaluationService {
    private static final Messages TEXT = Messages.of(EvaluationService.class);

    private final Compute compute;
    private final Sources sources;

    public EvaluationService(Compute compute, Sources sources) {
        this.compute = compute;
        this.sources = sources;
    }

    /**
     * Opens everything, so that whatever is wrong with a file shows before the first image is predicted.
     *
     * @throws InputException if a file cannot be used or the split has no image
     */
    public Evaluation open(EvaluationRequest request) {
        Dataset data = Sources.data(request.data());
        ImageSet images = split(data, request);
        Classifier model = Sources.classifier(
                sources.model(request.model(), request.architecture(), Sources.pictureSize(images)), data);
        VisualPrompt prompt = null;
        try {
            InputSpec input = model.card().input();
            PreparedImages prepared = Sources.prepare(images, input);
            PromptFiles.Saved saved = prompt(request.prompt(), input);
            prompt = saved == null ? null : saved.load(compute);
            Stamper stamper = stamper(request, input);
            return new Evaluation(
                    compute, request, data, prepared, model, prompt, saved == null ? null : saved.mapping(), stamper);
        } catch (RuntimeException e) {
            if (prompt != null) {
                prompt.close();
            }
            model.close();
            throw e;
        }
    }

    /** Arrays of others say nothing of their place: they are added to the whole picture. */
    private static PromptFiles.@Nullable Saved prompt(@Nullable Path file, InputSpec input) {
        PromptShape whole = new PromptShape.Patch(0, 0, input.width(), input.height());
        return file == null ? null : PromptFiles.readVisual(file, PromptLayout.of(whole, PromptLayout.Mode.ADD, input));
    }

    private @Nullable Stamper stamper(EvaluationRequest request, InputSpec input) {
        Path file = request.trigger();
        return file == null
                ? null
                : new Stamper(
                        compute,
                        TriggerFiles.read(file, request.triggerMode(), input.width(), input.height()),
                        input.height(),
                        input.width());
    }

    private static ImageSet split(Dataset data, EvaluationRequest request) {
        Sample sample = request.sample();
        if (sample.split().of(data).size() == 0) {
            throw new InputException(TEXT.get(
                    "split.empty",
                    request.data(),
                    sample.split().name().toLowerCase(Locale.ROOT),
                    sample.split() == Sample.Split.TEST ? "train" : "test"));
        }
        return sample.of(data);
    }
}
