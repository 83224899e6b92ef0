package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.file.Npz;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.training.Losses;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.ControlTriggers;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/** Trains the pixels of one patch for all images against a frozen model; or, as the control, leaves them as they are. */
final class OptimisedPatchTask implements ImageAttack, TrainingTask {
    static final String PATCH = "patch";

    private final String name;
    private final AttackSetting setting;
    private final PatchCanvas canvas;
    private final PromptedClassifier model;
    private final int[] images;
    private final int batch;

    /**
     * @param start of the pixels, with the mask and the place
     * @param train whether there are any steps
     */
    OptimisedPatchTask(String name, AttackSetting setting, Trigger.Patch start, Placement.Fixed place, boolean train) {
        this.name = name;
        this.setting = setting;
        PreparedImages all = setting.train();
        this.model = new PromptedClassifier(setting.source(), null, setting.mapping(), setting.labels());
        this.canvas = new PatchCanvas(setting.compute(), start, place, all.width(), all.height());
        this.images = IntStream.range(0, train ? all.size() : 0)
                .filter(image -> setting.target().counts(all.label(image)))
                .toArray();
        this.batch = Math.clamp(setting.batch(), 1, Math.max(1, images.length));
    }

    @Override
    public String name() {
        return name;
    }

    /** The pixels, 3 x patch height x patch width in [0, 1]. */
    @Override
    public Map<String, NDArray> trainable() {
        return Map.of(PATCH, canvas.pixels());
    }

    @Override
    public int stepsPerEpoch() {
        return images.length / batch;
    }

    @Override
    public StepLoss loss(long step) {
        long epoch = step / stepsPerEpoch();
        int from = (int) (step % stepsPerEpoch()) * batch;
        int[] order = Seeds.permutation(images.length, Seeds.generator(setting.seed(), "order/patch", epoch));
        int[] ids =
                IntStream.range(from, from + batch).map(i -> images[order[i]]).toArray();
        Compute compute = setting.compute();
        PreparedImages train = setting.train();
        NDArray clean = compute.images(train.batch(ids), ids.length, train.height(), train.width());
        int[] wanted = IntStream.of(ids)
                .map(id -> setting.target().expected(train.label(id)))
                .toArray();
        NDArray loss = Losses.crossEntropies(
                        model.logits(canvas.stamp(clean)), Losses.oneHot(compute, wanted, model.classes()))
                .mean();
        return new StepLoss(loss, Map.of("triggered", loss), ids.length);
    }

    @Override
    public void afterUpdate() {
        canvas.clip();
    }

    @Override
    public Map<String, Double> evaluate(int epoch) {
        return PoisonedImages.figures(setting, model, (batchOfImages, ids) -> canvas.stamp(batchOfImages));
    }

    @Override
    public List<TrainingTask> phases() {
        return List.of(this);
    }

    @Override
    public Classifier attacked() {
        return model;
    }

    @Override
    public Optional<int[]> poisoned() {
        return Optional.empty();
    }

    @Override
    public Trigger trigger() {
        return canvas.patch();
    }

    @Override
    public List<Control> controls(ImageAttack control) {
        return List.of(
                new Control("randomPatch", control.attacked(), control.trigger()),
                new Control("negativeTrigger", model, ControlTriggers.negative(trigger())));
    }

    @Override
    public Shown shown(Map<String, HostTensor> weights) {
        return new Shown.Made(canvas.patch(Objects.requireNonNull(weights.get(PATCH))));
    }

    @Override
    public Path save(Path folder) {
        Path file = folder.resolve(name + ".safetensors");
        int width = setting.train().width();
        int height = setting.train().height();
        TriggerFiles.write(file, trigger(), width, height);
        TriggerFiles.write(folder.resolve(name + ".png"), trigger(), width, height);
        Npz.write(folder.resolve(name + ".npz"), Map.of(PATCH, Compute.toHost(canvas.pixels())));
        return file;
    }

    @Override
    public void close() {
        canvas.close();
    }
}
