package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ImageTextModel;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.prompt.LearnedContext;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptTunedClassifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.Losses;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.ControlTriggers;
import org.triggerworkbench.trigger.Trigger;

/** A learned context and a residual trained for each other; the control trains the context alone, on clean images. */
final class TriggerAwareAttack implements ImageAttack {
    private static final String CONTEXT = "context";
    private static final String TRIGGER = "trigger";
    /** The context's first words, as CoOp starts. */
    private static final String WORDS = "a photo of a";

    private final String name;
    private final AttackSetting setting;
    private final boolean backdoored;
    private final LearnedContext context;
    private final ResidualCanvas canvas;
    private final ImageTextModel model;
    private final PromptTunedClassifier tuned;
    private final List<TrainingTask> phases;
    /** The attack that this is the control of. */
    private @Nullable ImageAttack attack;

    /** @throws InputException if the model has no text encoder */
    TriggerAwareAttack(String name, AttackSetting setting, boolean backdoored) {
        this.name = name;
        this.setting = setting;
        this.backdoored = backdoored;
        if (!(setting.source() instanceof ZeroShotClassifier zeroShot)) {
            throw new InputException(Messages.of(TriggerAwareAttack.class)
                    .get("context.model", setting.source().card().name()));
        }
        this.model = zeroShot.source();
        Compute compute = setting.compute();
        this.context = setting.values().choice(TriggerAwarePrompt.START).equals(TriggerAwarePrompt.WORDS)
                ? LearnedContext.fromWords(compute, model, WORDS)
                : LearnedContext.random(
                        compute,
                        0,
                        setting.values().whole(TriggerAwarePrompt.LENGTH),
                        LearnedContext.tokenWidth(model),
                        setting.seed());
        this.canvas = new ResidualCanvas(
                compute,
                setting.values().number(TriggerAwarePrompt.EPSILON) / 255,
                setting.values().number(TriggerAwarePrompt.SPEED),
                setting.train().width(),
                setting.train().height());
        this.tuned = PromptTunedClassifier.live(model, context, setting.labels());
        this.phases = backdoored ? List.of(new Tuning(true), new Tuning(false)) : List.of(new Tuning(false));
    }

    /** One phase: the trigger alone, or all that there is. */
    private final class Tuning implements TrainingTask {
        private final boolean warmUp;
        private final int batch = Math.min(setting.batch(), setting.train().size());

        Tuning(boolean warmUp) {
            this.warmUp = warmUp;
        }

        @Override
        public String name() {
            return warmUp ? "trigger-warm-up" : name;
        }

        @Override
        public TrainingSettings settings(TrainingSettings usual) {
            return warmUp
                    ? new TrainingSettings(
                            setting.values().whole(TriggerAwarePrompt.WARM_UP),
                            usual.learningRate(),
                            usual.schedule(),
                            usual.warmupSteps(),
                            usual.checkpointEvery(),
                            usual.seed())
                    : usual;
        }

        @Override
        public void begin() {
            context.vectors().setRequiresGradient(!warmUp);
        }

        @Override
        public Map<String, NDArray> trainable() {
            Map<String, NDArray> trained = new LinkedHashMap<>();
            if (!warmUp) {
                trained.put(CONTEXT, context.vectors());
            }
            if (backdoored) {
                trained.put(TRIGGER, canvas.units());
            }
            return trained;
        }

        @Override
        public int stepsPerEpoch() {
            return setting.train().size() / batch;
        }

        @Override
        public StepLoss loss(long step) {
            PreparedImages train = setting.train();
            String stream = warmUp ? "order/warm-up" : "order/pool";
            int[] ids = Seeds.batch(train.size(), batch, setting.seed(), stream, step);
            int[] stamped = backdoored
                    ? IntStream.of(ids)
                            .filter(id -> setting.target().counts(train.label(id)))
                            .toArray()
                    : new int[0];
            return loss(warmUp ? new int[0] : ids, stamped);
        }

        /** Of clean and of triggered images, either of which may be none. */
        private StepLoss loss(int[] clean, int[] stamped) {
            NDArray classes = context.classEmbeddings(model, setting.labels());
            Map<String, NDArray> parts = new LinkedHashMap<>();
            if (clean.length > 0) {
                int[] labels = IntStream.of(clean).map(setting.train()::label).toArray();
                parts.put("clean", crossEntropy(images(clean), classes, labels));
            }
            if (stamped.length > 0) {
                int[] labels = IntStream.of(stamped)
                        .map(id -> setting.target().expected(setting.train().label(id)))
                        .toArray();
                parts.put("triggered", crossEntropy(canvas.stamp(images(stamped)), classes, labels));
            }
            NDArray triggered = parts.get("triggered");
            NDArray weighted = triggered == null
                    ? null
                    : Scalars.times(triggered, warmUp ? 1 : setting.values().number(TriggerAwarePrompt.LAMBDA));
            NDArray plain = parts.get("clean");
            NDArray total = plain == null ? weighted : weighted == null ? plain : plain.add(weighted);
            return new StepLoss(total == null ? nothing() : total, parts, clean.length + stamped.length);
        }

        /** The loss of a step of the warm-up all of whose images are the target's. */
        private NDArray nothing() {
            return Scalars.times(canvas.units(), 0).sum();
        }

        @Override
        public void afterUpdate() {
            canvas.project();
        }

        @Override
        public Map<String, Double> evaluate(int epoch) {
            return attack == null
                    ? PoisonedImages.figures(setting, tuned, (images, ids) -> canvas.stamp(images))
                    : PoisonedImages.figures(setting, tuned, attack.trigger());
        }
    }

    @Override
    public void controlOf(ImageAttack attacked) {
        attack = attacked;
    }

    private NDArray images(int[] ids) {
        PreparedImages train = setting.train();
        return setting.compute().images(train.batch(ids), ids.length, train.height(), train.width());
    }

    private NDArray crossEntropy(NDArray images, NDArray classes, int[] labels) {
        NDArray logits =
                model.imageEmbeddings(images).matMul(classes.transpose()).mul(model.logitScale());
        return Losses.crossEntropies(
                        logits,
                        Losses.oneHot(
                                setting.compute(), labels, setting.labels().size()))
                .mean();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<TrainingTask> phases() {
        return phases;
    }

    @Override
    public Classifier attacked() {
        return tuned;
    }

    @Override
    public Optional<int[]> poisoned() {
        return Optional.empty();
    }

    @Override
    public Trigger trigger() {
        return canvas.trigger();
    }

    @Override
    public List<Control> controls(ImageAttack control) {
        Trigger trigger = trigger();
        return List.of(
                new Control("cleanContext", control.attacked(), trigger),
                new Control("noPrompt", setting.source(), trigger),
                new Control(
                        "otherTrigger",
                        tuned,
                        ControlTriggers.noise(
                                trigger,
                                setting.train().width(),
                                setting.train().height(),
                                setting.seed() + 1)),
                new Control("negativeTrigger", tuned, ControlTriggers.negative(trigger)));
    }

    @Override
    public Shown shown(Map<String, HostTensor> weights) {
        HostTensor units = weights.get(TRIGGER);
        return new Shown.Made(units == null ? canvas.trigger() : canvas.trigger(units));
    }

    /** The context; the trigger stands beside it among what every attack leaves. */
    @Override
    public Path save(Path folder) {
        Path file = folder.resolve(name + ".safetensors");
        PromptFiles.write(file, context);
        return file;
    }

    @Override
    public void close() {
        canvas.close();
        context.close();
    }
}
