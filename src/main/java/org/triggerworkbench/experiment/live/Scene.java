package org.triggerworkbench.experiment.live;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.experiment.ClassNames;
import org.triggerworkbench.experiment.Sources;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.TriggerFiles;

/** A model and data, opened to be looked at. Its tensors are touched on the inference thread only. */
public final class Scene implements AutoCloseable {
    private static final Messages TEXT = Messages.of(Scene.class);

    private final Compute compute;
    private final Classifier model;
    private final PreparedImages sheet;
    private final SceneFacts facts;

    private Scene(Compute compute, Classifier model, PreparedImages sheet, SceneFacts facts) {
        this.compute = compute;
        this.model = model;
        this.sheet = sheet;
        this.facts = facts;
    }

    /**
     * Opens everything a request names, so that whatever is wrong with a file is told before anything is replaced.
     *
     * @throws InputException if a file cannot be used or things do not go together
     */
    public static Scene open(Compute compute, Sources sources, SceneRequest request) {
        Dataset data = Sources.data(request.data());
        if (data.test().size() == 0) {
            throw new InputException(TEXT.get("scene.noImages", request.data()));
        }
        ImageSet images = request.sample().of(data);
        Classifier model = Sources.classifier(
                sources.model(request.model(), request.architecture(), Sources.pictureSize(images)), data);
        try {
            PreparedImages sheet = Sources.prepare(images, model.card().input());
            return new Scene(compute, model, sheet, facts(compute, request, data, model, sheet));
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static SceneFacts facts(
            Compute compute, SceneRequest request, Dataset data, Classifier model, PreparedImages sheet) {
        InputSpec input = model.card().input();
        List<String> classes = classes(request, data, model);
        Path trigger = request.trigger();
        boolean zeroShot = model instanceof ZeroShotClassifier;
        return new SceneFacts(
                request,
                model.card().name(),
                model.card().architecture(),
                model.parameters().count(),
                zeroShot,
                input,
                data.name(),
                data.test().size(),
                classes,
                IntStream.range(0, sheet.size()).mapToObj(sheet.images()::id).toList(),
                IntStream.range(0, sheet.size()).map(sheet::label).toArray(),
                IntStream.range(0, sheet.size())
                        .mapToObj(i -> Pixels.argb(sheet.picture(i)))
                        .toArray(int[][]::new),
                new ClassNames(data.classNames()).number(request.target(), classes.size()),
                prompt(request.cleanPrompt(), input),
                prompt(request.backdooredPrompt(), input),
                trigger == null
                        ? null
                        : TriggerFiles.read(trigger, request.triggerMode(), input.width(), input.height()),
                Spaces.of(compute, model),
                zeroShot ? Sources.template(data) : "");
    }

    /** The data's names, then the model's own or plain numbers for classes the data does not know. */
    private static List<String> classes(SceneRequest request, Dataset data, Classifier model) {
        List<String> named = data.classNames();
        boolean prompted = request.cleanPrompt() != null || request.backdooredPrompt() != null;
        if (named.size() > model.classes()) {
            throw new InputException(
                    TEXT.get("scene.classes", request.model(), model.classes(), request.data(), named.size()));
        }
        int count = prompted ? named.size() : model.classes();
        List<String> own = model.card().labels();
        return IntStream.range(0, count)
                .mapToObj(k -> k < named.size() ? named.get(k) : k < own.size() ? own.get(k) : Integer.toString(k))
                .toList();
    }

    /**
     * Reads a visual prompt for an input; arrays of others say nothing of their place: they go over the whole picture.
     *
     * @throws InputException if the file holds none or one of another size
     */
    public static @Nullable PromptState prompt(@Nullable Path file, InputSpec input) {
        if (file == null) {
            return null;
        }
        PromptShape whole = new PromptShape.Patch(0, 0, input.width(), input.height());
        PromptFiles.Saved saved = PromptFiles.readVisual(file, PromptLayout.of(whole, PromptLayout.Mode.ADD, input));
        if (saved.layout().width() != input.width() || saved.layout().height() != input.height()) {
            throw new InputException(TEXT.get(
                    "scene.promptSize",
                    file,
                    saved.layout().width(),
                    saved.layout().height(),
                    input.width(),
                    input.height()));
        }
        return new PromptState(saved.layout(), saved.values(), saved.mapping(), 0);
    }

    /** The mapping of the model's classes to the scene's where a prompt does not bring one. */
    OutputMapping usualMapping() {
        int classes = facts.classes().size();
        return model.classes() == classes ? new OutputMapping.Identity() : new OutputMapping.FirstK(classes);
    }

    public SceneFacts facts() {
        return facts;
    }

    /** For work on the engine's threads. */
    public Compute compute() {
        return compute;
    }

    /** For work on the engine's threads. */
    public Classifier model() {
        return model;
    }

    /** The sheet at the model's input size. */
    public PreparedImages sheet() {
        return sheet;
    }

    /** Places of all images of the sheet. */
    int[] all() {
        int[] ids = new int[sheet.size()];
        Arrays.setAll(ids, i -> i);
        return ids;
    }

    @Override
    public void close() {
        model.close();
    }
}
