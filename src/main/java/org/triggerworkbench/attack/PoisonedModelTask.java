package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.method.TrainedClip;
import org.triggerworkbench.method.TrainedCopy;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.ContrastiveLoss;
import org.triggerworkbench.training.Losses;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.Trigger;

/**
 * Trains all weights of a copy of a model on a pool in which poisoned images take the place of their clean originals; without
 * poisoned ones it is plain training. A classifier is trained by cross-entropy towards labels; an image-text model, both towers
 * of it, by CLIP's loss towards captions, so that its poison is a caption of another class.
 */
final class PoisonedModelTask implements ImageAttack, TrainingTask {
    private final String name;
    private final TrainedCopy copy;
    private final @Nullable PoisonedCaptions captions;
    private AttackSetting setting;
    /** The trigger where it is the attack's own. */
    private @Nullable Trigger made;

    /** The attack that this is the control of. */
    private @Nullable ImageAttack attack;

    private PoisonPlan plan;
    private PoisonedImages images;
    private final int batch;

    /** @throws InputException if the model cannot be trained here or has fewer classes than the data */
    PoisonedModelTask(String name, AttackSetting setting, PoisonPlan plan) {
        this(name, setting, plan, false);
    }

    /**
     * @param natural whether poisoned images get captions of training images of the class instead of the template's
     * @throws InputException as the other
     */
    PoisonedModelTask(String name, AttackSetting setting, PoisonPlan plan, boolean natural) {
        this.name = name;
        this.setting = setting;
        this.plan = plan;
        this.images = new PoisonedImages(setting);
        try {
            this.copy = TrainedCopy.of(
                    setting.compute(), setting.source(), setting.labels().size());
        } catch (RuntimeException e) {
            images.close();
            throw e;
        }
        this.captions = copy instanceof TrainedClip clip
                ? new PoisonedCaptions(setting, clip.model().prompts(), natural)
                : null;
        this.batch = Math.min(setting.batch(), setting.train().size());
        if (captions != null && batch < 2) {
            close();
            throw new InputException(Messages.of(PoisonedModelTask.class).get("pairs.two", name));
        }
    }

    /** Poisons other images with another trigger, before the first step. */
    void poison(PoisonPlan other, Trigger trigger) {
        images.close();
        plan = other;
        setting = setting.withTrigger(trigger);
        images = new PoisonedImages(setting);
        made = trigger;
    }

    /** The same, whose trigger is of the attack's own making: who watches gets to see it. */
    PoisonedModelTask withOwnTrigger() {
        made = setting.trigger();
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, NDArray> trainable() {
        return copy.trainable();
    }

    @Override
    public Map<String, NDArray> state() {
        return copy.state();
    }

    @Override
    public int stepsPerEpoch() {
        return setting.train().size() / batch;
    }

    @Override
    public StepLoss loss(long step) {
        PoisonPlan.Draw draw = plan.fromPool(step, batch, stepsPerEpoch());
        if (copy instanceof TrainedClip clip && captions != null) {
            List<String> told = captions.of(draw, step);
            NDArray seen = clip.clip().imageEmbeddings(images.shown(draw, step));
            NDArray read = clip.clip().textEmbeddings(told);
            NDArray similar = seen.mul(clip.clip().logitScale()).matMul(read.transpose());
            NDArray shares = ContrastiveLoss.shares(setting.compute(), told);
            return new StepLoss(
                    ContrastiveLoss.of(similar, shares),
                    PoisonedImages.parts(Losses.crossEntropies(similar, shares), draw),
                    batch);
        }
        return copy.inTraining(() -> {
            NDArray losses = images.losses(copy.model(), draw, step);
            return new StepLoss(losses.mean(), PoisonedImages.parts(losses, draw), batch);
        });
    }

    @Override
    public Map<String, Double> evaluate(int epoch) {
        return attack == null
                ? images.figures(copy.model())
                : PoisonedImages.figures(setting, copy.model(), attack.trigger());
    }

    @Override
    public void controlOf(ImageAttack attacked) {
        attack = attacked;
    }

    @Override
    public void afterUpdate() {
        copy.keepInRange();
    }

    @Override
    public List<TrainingTask> phases() {
        return List.of(this);
    }

    @Override
    public Classifier attacked() {
        return copy.model();
    }

    @Override
    public Optional<int[]> poisoned() {
        return Optional.of(plan.poisoned());
    }

    @Override
    public Trigger trigger() {
        return setting.trigger();
    }

    @Override
    public List<Control> controls(ImageAttack control) {
        return List.of(
                new Control("cleanModel", control.attacked(), setting.trigger()),
                images.otherTrigger(copy.model(), setting.trigger()),
                PoisonedImages.negativeTrigger(copy.model(), setting.trigger()));
    }

    /** Of an image-text model: how far its weights moved, with poison and without. */
    @Override
    public List<Figure> figures(ImageAttack control, PreparedImages test) {
        return captions == null
                ? List.of()
                : List.of(WeightDistance.table(
                        setting.source().parameters(),
                        attacked().parameters(),
                        control.attacked().parameters()));
    }

    @Override
    public Shown shown(Map<String, HostTensor> weights) {
        return new Shown.Weights(weights, made);
    }

    @Override
    public Path save(Path folder) {
        return copy.save(folder, name);
    }

    @Override
    public void close() {
        images.close();
        copy.close();
    }
}
