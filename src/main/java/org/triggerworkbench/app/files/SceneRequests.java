package org.triggerworkbench.app.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.Experiment;
import org.triggerworkbench.experiment.Sources;
import org.triggerworkbench.experiment.live.SceneRequest;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Requests made of other requests, experiments and run folders. */
final class SceneRequests {
    /** What is opened beside something of one's own when nothing else is: a model that takes any classes. */
    static final SceneRequest FIRST = new SceneRequest(
            "",
            "road-signs-clip",
            null,
            Sources.dataNames().getLast(),
            "0",
            null,
            null,
            null,
            null,
            SceneRequest.BATCH);

    private static final String CLEAN = "clean-";
    private static final String BACKDOORED = "backdoored-";
    private static final String SUFFIX = ".safetensors";

    private SceneRequests() {}

    /** A request with another title, model and data; null keeps each. */
    static SceneRequest with(
            SceneRequest from, String title, @Nullable Path model, @Nullable String data, @Nullable String target) {
        return from.on(
                title,
                model == null ? from.model() : model.toString(),
                model == null ? from.architecture() : null,
                data == null ? from.data() : data,
                target == null ? from.target() : target);
    }

    /** The request, then the same with ever less of what may not fit: without prompts, without trigger, any target. */
    static List<SceneRequest> lessAndLess(SceneRequest request) {
        SceneRequest bare = request.withPrompts(null, null);
        SceneRequest barer = bare.withTrigger(null, null);
        return Stream.of(request, bare, barer, barer.withTarget("0")).distinct().toList();
    }

    /** What an experiment attacks. Its trigger is made, not read: see {@code ExperimentTrigger}. */
    static SceneRequest of(Experiment experiment) {
        String architecture = experiment.model().architecture();
        return new SceneRequest(
                experiment.name(),
                experiment.model().source(),
                architecture.isEmpty() ? null : architecture,
                experiment.data().source(),
                experiment.job().target(),
                null,
                null,
                null,
                null,
                SceneRequest.BATCH);
    }

    /**
     * What a run has made so far, on its own data: prompts, or a model, and the trigger.
     *
     * @throws InputException if its folder cannot be read
     */
    static SceneRequest of(Path run, Experiment experiment) {
        SceneRequest plain = of(experiment);
        Path clean = null;
        Path backdoored = null;
        Path model = null;
        for (Path file : artifacts(run.resolve("artifacts"))) {
            String name = String.valueOf(file.getFileName());
            boolean isClean = name.startsWith(CLEAN);
            if (!name.endsWith(SUFFIX) || (!isClean && !name.startsWith(BACKDOORED))) {
                continue;
            }
            if (SafetensorsPeek.of(file).kind().equals("visual-prompt")) {
                clean = isClean ? file : clean;
                backdoored = isClean ? backdoored : file;
            } else if (!isClean) {
                model = file;
            }
        }
        Path trigger = run.resolve("artifacts").resolve("trigger" + SUFFIX);
        return with(plain, plain.title(), model, null, null)
                .withPrompts(clean, backdoored)
                .withTrigger(Files.isRegularFile(trigger) ? trigger : null, null);
    }

    private static List<Path> artifacts(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new InputException(Messages.of(SceneRequests.class).get("kind.unreadable", folder), e);
        }
    }
}
