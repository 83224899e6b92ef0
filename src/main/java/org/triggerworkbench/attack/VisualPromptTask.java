package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.file.Npz;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptPicture;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.prompt.VisualPrompt;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.Trigger;

/** Trains a visual prompt on clean and poisoned images; without poisoned ones it is plain visual prompting. */
final class VisualPromptTask implements ImageAttack, TrainingTask {
    private static final String PROMPT = "prompt";
    private static final String TRIGGER = "trigger";

    private final String name;
    private final AttackSetting setting;
    private final PoisonPlan plan;
    private final VisualPrompt prompt;
    private final PromptedClassifier prompted;
    /** The trigger where its pixels are trained, too. */
    private final @Nullable PatchCanvas canvas;

    /** The attack that this is the control of. */
    private @Nullable ImageAttack attack;

    private final PoisonedImages images;
    private final boolean pool;
    private final double lambda;
    private final int batch;

    /**
     * @param optimiseTrigger whether the trigger's pixels are trained together with the prompt
     * @throws org.triggerworkbench.text.InputException if they are, and the trigger is no patch at one place
     */
    VisualPromptTask(String name, AttackSetting setting, PoisonPlan plan, boolean optimiseTrigger) {
        this.name = name;
        this.setting = setting;
        this.plan = plan;
        // Without poison both weightings are the same loss; the control then is one and the same for both.
        this.pool = plan.poisoned().length == 0
                || setting.values().choice(BadVisualPrompt.WEIGHTING).equals(BadVisualPrompt.POOL);
        this.lambda = setting.values().number(BadVisualPrompt.LAMBDA);
        this.batch = Math.min(setting.batch(), setting.train().size());
        Compute compute = setting.compute();
        this.prompt = setting.promptScale() == 0
                ? VisualPrompt.zeros(compute, setting.prompt())
                : VisualPrompt.normal(compute, setting.prompt(), setting.promptScale(), setting.seed());
        PatchCanvas trained = null;
        try {
            this.prompted = new PromptedClassifier(setting.source(), prompt, setting.mapping(), setting.labels());
            trained = optimiseTrigger ? canvas(setting) : null;
            this.images = new PoisonedImages(setting, trained);
        } catch (RuntimeException e) {
            prompt.close();
            if (trained != null) {
                trained.close();
            }
            throw e;
        }
        this.canvas = trained;
        prompt.values().setRequiresGradient(true);
    }

    @Override
    public String name() {
        return name;
    }

    /** The prompt's values and, where it is trained, the trigger's pixels, 3 x height x width of the patch in [0, 1]. */
    @Override
    public Map<String, NDArray> trainable() {
        return canvas == null
                ? Map.of(PROMPT, prompt.values())
                : new TreeMap<>(Map.of(PROMPT, prompt.values(), TRIGGER, canvas.pixels()));
    }

    @Override
    public void afterUpdate() {
        if (canvas != null) {
            canvas.clip();
        }
    }

    @Override
    public int stepsPerEpoch() {
        return setting.train().size() / batch;
    }

    @Override
    public StepLoss loss(long step) {
        PoisonPlan.Draw draw = pool
                ? plan.fromPool(step, batch, stepsPerEpoch())
                : plan.fromBoth(step, batch, setting.values().whole(BadVisualPrompt.POISONED_BATCH), stepsPerEpoch());
        NDArray losses = images.losses(prompted, draw, step);
        Map<String, NDArray> parts = PoisonedImages.parts(losses, draw);
        return new StepLoss(
                pool ? losses.mean() : twoMeans(parts), parts, draw.clean().length + draw.poisoned().length);
    }

    @Override
    public Map<String, Double> evaluate(int epoch) {
        return attack == null ? images.figures(prompted) : PoisonedImages.figures(setting, prompted, attack.trigger());
    }

    @Override
    public void controlOf(ImageAttack attacked) {
        attack = attacked;
    }

    @Override
    public List<TrainingTask> phases() {
        return List.of(this);
    }

    @Override
    public Classifier attacked() {
        return prompted;
    }

    @Override
    public Optional<int[]> poisoned() {
        return Optional.of(plan.poisoned());
    }

    @Override
    public Trigger trigger() {
        return canvas == null ? setting.trigger() : canvas.patch();
    }

    @Override
    public List<Control> controls(ImageAttack control) {
        Trigger trigger = trigger();
        Classifier unprompted = new PromptedClassifier(setting.source(), null, setting.mapping(), setting.labels());
        return List.of(
                new Control("cleanPrompt", control.attacked(), trigger),
                new Control("noPrompt", unprompted, trigger),
                images.otherTrigger(prompted, trigger),
                PoisonedImages.negativeTrigger(prompted, trigger));
    }

    @Override
    public Shown shown(Map<String, HostTensor> weights) {
        return new Shown.Prompt(
                prompt.layout(),
                Objects.requireNonNull(weights.get(PROMPT)),
                canvas == null ? null : canvas.patch(Objects.requireNonNull(weights.get(TRIGGER))));
    }

    @Override
    public Path save(Path folder) {
        Path file = folder.resolve(name + ".safetensors");
        PromptFiles.write(file, prompt, setting.mapping());
        HostTensor values = prompt.toHost();
        Npz.write(folder.resolve(name + ".npz"), Map.of(PROMPT, values));
        PictureFiles.writePng(folder.resolve(name + ".png"), PromptPicture.of(prompt.layout(), values.floats()));
        return file;
    }

    @Override
    public void close() {
        images.close();
        prompt.close();
        if (canvas != null) {
            canvas.close();
        }
    }

    private static PatchCanvas canvas(AttackSetting setting) {
        Trigger.Patch patch = OptimisedPatch.patch(setting);
        int width = setting.train().width();
        int height = setting.train().height();
        return new PatchCanvas(setting.compute(), patch, OptimisedPatch.place(patch), width, height);
    }

    private NDArray twoMeans(Map<String, NDArray> parts) {
        NDArray clean = parts.get("clean");
        NDArray poisoned = parts.get("poisoned");
        if (poisoned == null) {
            return Objects.requireNonNull(clean, "a step without images");
        }
        NDArray weighted = Scalars.times(poisoned, lambda);
        return clean == null ? weighted : clean.add(weighted);
    }
}
