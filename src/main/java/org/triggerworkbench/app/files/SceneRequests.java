package org.triggerworkbench.app.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.data.DataReading;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.experiment.BundledData;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunArtifacts;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.open.PromptChoice;

/** Requests made of other requests, experiments and run folders. */
final class SceneRequests {
    /** What is opened beside something of one's own when nothing else is: a model that takes any classes. */
    static final LiveRequest FIRST =
            new LiveRequest("", "road-signs-clip", null, BundledData.names().getLast(), "0");

    private SceneRequests() {}

    /** A request with another title, model, whose output is not told yet, and images; null keeps each. */
    static LiveRequest with(
            LiveRequest from,
            String title,
            @Nullable Path model,
            @Nullable ImagesWish images,
            @Nullable String target) {
        return from.on(
                        title,
                        model == null ? from.model() : model.toString(),
                        model == null ? from.architecture() : null,
                        images == null ? from.data() : images.source(),
                        target == null ? from.target() : target)
                .withOutput(model == null ? from.output() : null)
                .withReading(images == null ? from.reading() : images.reading());
    }

    /** The request, then the same with ever less of what may not fit: without prompts, without trigger, any target. */
    static List<LiveRequest> lessAndLess(LiveRequest request) {
        LiveRequest bare = request.withPrompts(null, null);
        LiveRequest barer = bare.withTrigger(null, null);
        return Stream.of(request, bare, barer, barer.withTarget("0")).distinct().toList();
    }

    /**
     * What an experiment attacks or defends, with the prompt in front of it. Its trigger is made, not read: see
     * {@code ExperimentTrigger}.
     */
    static LiveRequest of(Experiment experiment) {
        String architecture = experiment.model().architecture();
        String output = experiment.model().output();
        String file = experiment.prompt().file();
        Path prompt = file.isEmpty() ? null : Path.of(file);
        boolean isClean = prompt != null && told(prompt).orElse(PromptChoice.BACKDOORED) == PromptChoice.CLEAN;
        return new LiveRequest(
                        experiment.name(),
                        experiment.model().source(),
                        architecture.isEmpty() ? null : architecture,
                        experiment.data().source(),
                        experiment.job().target())
                .withOutput(output.isEmpty() ? null : output)
                .withReading(new DataReading(
                        Sample.Split.TEST, BrokenPictures.of(experiment.data().skipBroken())))
                .withPrompts(isClean ? prompt : null, isClean ? null : prompt);
    }

    /** The place that a prompt's name tells. */
    static Optional<PromptChoice> told(Path prompt) {
        String name = String.valueOf(prompt.getFileName()).toLowerCase(Locale.ROOT);
        boolean clean = name.contains("clean");
        boolean bad = name.contains("backdoor") || name.contains("poison") || name.contains("trojan");
        return clean == bad ? Optional.empty() : Optional.of(clean ? PromptChoice.CLEAN : PromptChoice.BACKDOORED);
    }

    /**
     * What a run has made so far, on its own data: prompts, or a model, and the trigger.
     *
     * @throws org.triggerworkbench.text.InputException if its folder cannot be read
     */
    static LiveRequest of(Path run, Experiment experiment) {
        LiveRequest plain = of(experiment);
        RunArtifacts made = RunFolder.made(run);
        Path clean = made.ofControl().filter(SceneRequests::isVisualPrompt).orElse(null);
        Path own = made.ofMethod().orElse(null);
        boolean isPrompt = own != null && isVisualPrompt(own);
        return with(plain, plain.title(), isPrompt ? null : own, null, null)
                .withPrompts(clean == null ? plain.cleanPrompt() : clean, isPrompt ? own : plain.backdooredPrompt())
                .withTrigger(Files.isRegularFile(made.trigger()) ? made.trigger() : null, null);
    }

    private static boolean isVisualPrompt(Path file) {
        return SafetensorsPeek.of(file).kind().equals("visual-prompt");
    }
}
