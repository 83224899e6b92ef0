package org.triggerworkbench.experiment.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.triggerworkbench.attack.PoisonedTraining;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunArtifacts;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.open.OpenedExperiment;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/**
 * The poisoned training set of a finished run, made again from its experiment, its trigger and the indices it kept. Works on
 * the inference thread a part at a time, so that whoever else is served there is served in between.
 */
public final class PoisonedDataset implements AutoCloseable {
    private static final Messages TEXT = Messages.of(PoisonedDataset.class);

    private final Compute compute;
    private final RunFolder run;
    private final OpenedExperiment opened;
    private final PoisonedTraining training;

    private PoisonedDataset(Compute compute, RunFolder run, OpenedExperiment opened, PoisonedTraining training) {
        this.compute = compute;
        this.run = run;
        this.opened = opened;
        this.training = training;
    }

    /**
     * Opens the data of a run; not on one of the engine's threads.
     *
     * @throws InputException if the run has not finished, poisons no images, or its model or data are not what they were
     */
    public static PoisonedDataset open(Compute compute, Sources sources, RunFolder run) {
        Path kept = RunFolder.made(run.path()).poisoned();
        if (!(run.experiment().job() instanceof Experiment.AttackSpec)) {
            throw new InputException(TEXT.get("poisoned.defence", run.path()));
        }
        if (!run.isFinished()) {
            throw new InputException(TEXT.get("poisoned.unfinished", run.path()));
        }
        if (!Files.isRegularFile(kept)) {
            throw new InputException(
                    TEXT.get("poisoned.none", run.path(), run.experiment().job().method()));
        }
        return inference(compute, () -> {
            OpenedExperiment opened = OpenedExperiment.open(run.experiment(), compute, sources);
            try {
                return new PoisonedDataset(compute, run, opened, training(run, opened, kept));
            } catch (RuntimeException e) {
                opened.close();
                throw e;
            }
        });
    }

    private static PoisonedTraining training(RunFolder run, OpenedExperiment opened, Path kept) {
        JsonObject told = read(kept);
        PreparedImages train = opened.setting(opened.triggers().own()).train();
        List<Integer> indices = told.getAsJsonArray("indices").asList().stream()
                .map(element -> element.getAsInt())
                .toList();
        for (int i = 0; i < indices.size(); i++) {
            int index = indices.get(i);
            String id = told.getAsJsonArray("ids").get(i).getAsString();
            if (index >= train.size() || !train.images().id(index).equals(id)) {
                throw new InputException(TEXT.get(
                        "poisoned.otherData", id, run.experiment().data().source()));
            }
        }
        Path file = RunFolder.made(run.path()).trigger();
        Trigger trigger = TriggerFiles.read(file, null, train.width(), train.height());
        return new PoisonedTraining(
                opened.setting(trigger),
                indices.stream().mapToInt(Integer::intValue).toArray());
    }

    private static JsonObject read(Path kept) {
        try {
            JsonObject told = JsonParser.parseString(Files.readString(kept)).getAsJsonObject();
            if (told.has("indices") && told.has("ids")) {
                return told;
            }
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new InputException(TEXT.get("poisoned.damaged", kept), e);
        }
        throw new InputException(TEXT.get("poisoned.damaged", kept));
    }

    /** Number of training images, poisoned and clean. */
    int size() {
        return training.size();
    }

    int height() {
        return opened.test().height();
    }

    int width() {
        return opened.test().width();
    }

    /** Which images are poisoned, what they are trained towards, and which carry noise. */
    PoisonedTraining images() {
        return training;
    }

    /** True class of an image. */
    int trueLabel(int image) {
        return opened.data().train().label(image);
    }

    /** Name of an image in its data. */
    String id(int image) {
        return opened.data().train().id(image);
    }

    List<String> classes() {
        return opened.data().classNames();
    }

    /** Seed of the run. */
    long seed() {
        return run.experiment().seed();
    }

    /** The class that poisoned images are trained towards; of an all-to-all attack the one that the run names. */
    int target() {
        return opened.target().one();
    }

    /** File of the trigger. */
    Path trigger() {
        return new RunArtifacts(run.artifacts()).trigger();
    }

    /**
     * Some images, one after the other.
     *
     * @return (to - from) x 3 x height x width in [0, 1]
     */
    float[] pixels(int from, int to) {
        return inference(compute, () -> training.pixels(from, to));
    }

    /** Where it comes from and what it holds, by name. */
    Map<String, Object> facts() {
        Experiment experiment = run.experiment();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("experiment", experiment.name());
        facts.put("method", experiment.job().method());
        facts.put("seed", seed());
        facts.put("data", experiment.data().source());
        facts.put("model", experiment.model().source());
        facts.put("target", target());
        facts.put("targetName", classes().get(target()));
        facts.put("images", size());
        facts.put("poisoned", count(training::isPoisoned));
        facts.put("negatives", count(training::isNegative));
        facts.put("height", height());
        facts.put("width", width());
        facts.put("values", values());
        facts.put("classes", classes());
        return facts;
    }

    private Map<String, Object> values() {
        return opened.setting(opened.triggers().own()).values().all();
    }

    private long count(IntPredicate which) {
        return IntStream.range(0, size()).filter(which).count();
    }

    private static <T> T inference(Compute compute, Callable<T> work) {
        try {
            return compute.inferenceThread().submit(work).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        inference(compute, () -> {
            training.close();
            opened.close();
            return true;
        });
    }
}
