package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.Trigger;

/**
 * Shows that a class with its annotation and a card is all that a new attack needs to be known everywhere. It has two phases:
 * a patch is optimised against the model, then the model is poisoned with that patch.
 */
@AutoService(Attack.class)
public final class PlantedAttack implements Attack {
    @Override
    public String id() {
        return "planted";
    }

    @Override
    public Level level() {
        return Level.MODEL;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.TRAINABLE_MODEL, Need.FIXED_PATCH);
    }

    /** Epochs of the patch. */
    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter.Numeric("depth", 2, 1, 3, true, false));
    }

    @Override
    public ImageAttack prepare(AttackSetting setting) {
        ImageAttack patch = new OptimisedPatch().prepare(setting);
        return new Planted(
                patch, new Poisoning(setting, patch), setting.values().whole("depth"));
    }

    @Override
    public ImageAttack prepareControl(AttackSetting setting) {
        return new BadNets().prepareControl(poisoning(setting, setting.trigger()));
    }

    private static AttackSetting poisoning(AttackSetting setting, Trigger trigger) {
        return new AttackSetting(
                setting.compute(),
                setting.source(),
                setting.mapping(),
                setting.labels(),
                setting.prompt(),
                setting.promptScale(),
                setting.train(),
                setting.validation(),
                setting.target(),
                trigger,
                ParameterValues.of(new BadNets().parameters(), Map.of(BadVisualPrompt.RATE, 0.25)),
                setting.batch(),
                setting.seed());
    }

    private record Planted(ImageAttack patch, Poisoning poisoning, int depth) implements ImageAttack {
        @Override
        public String name() {
            return "planted-model";
        }

        @Override
        public List<TrainingTask> phases() {
            return List.of(new Brief(AttackFixture.task(patch), depth), poisoning);
        }

        @Override
        public Classifier attacked() {
            return poisoning.model().attacked();
        }

        @Override
        public Optional<int[]> poisoned() {
            return poisoning.poisoned == null
                    ? Optional.of(new int[0])
                    : poisoning.model().poisoned();
        }

        @Override
        public Trigger trigger() {
            return patch.trigger();
        }

        @Override
        public List<Control> controls(ImageAttack control) {
            return List.of(new Control("cleanModel", control.attacked(), trigger()));
        }

        @Override
        public Shown shown(Map<String, HostTensor> weights) {
            return weights.containsKey(OptimisedPatchTask.PATCH) ? patch.shown(weights) : new Shown.Weights(weights);
        }

        @Override
        public Path save(Path folder) {
            patch.save(folder);
            return poisoning.model().save(folder);
        }

        @Override
        public void close() {
            poisoning.close();
            patch.close();
        }
    }

    /** Begins with the patch as it is when its phase has ended. */
    private static final class Poisoning implements TrainingTask, AutoCloseable {
        private final AttackSetting setting;
        private final ImageAttack patch;
        private @Nullable ImageAttack poisoned;

        Poisoning(AttackSetting setting, ImageAttack patch) {
            this.setting = setting;
            this.patch = patch;
        }

        ImageAttack model() {
            return Objects.requireNonNull(poisoned, "the patch is not ready");
        }

        @Override
        public void begin() {
            poisoned = new BadNets().prepare(poisoning(setting, patch.trigger()));
        }

        @Override
        public String name() {
            return "planted-model";
        }

        @Override
        public Map<String, NDArray> trainable() {
            return AttackFixture.task(model()).trainable();
        }

        @Override
        public Map<String, NDArray> state() {
            return AttackFixture.task(model()).state();
        }

        @Override
        public int stepsPerEpoch() {
            return setting.train().size()
                    / Math.min(setting.batch(), setting.train().size());
        }

        @Override
        public StepLoss loss(long step) {
            return AttackFixture.task(model()).loss(step);
        }

        @Override
        public Map<String, Double> evaluate(int epoch) {
            return AttackFixture.task(model()).evaluate(epoch);
        }

        @Override
        public void close() {
            if (poisoned != null) {
                poisoned.close();
            }
        }
    }

    /** A task for so many epochs. */
    private record Brief(TrainingTask task, int epochs) implements TrainingTask {
        @Override
        public String name() {
            return "planted-patch";
        }

        @Override
        public TrainingSettings settings(TrainingSettings usual) {
            return new TrainingSettings(
                    epochs,
                    usual.learningRate(),
                    usual.schedule(),
                    usual.warmupSteps(),
                    usual.checkpointEvery(),
                    usual.seed());
        }

        @Override
        public Map<String, NDArray> trainable() {
            return task.trainable();
        }

        @Override
        public int stepsPerEpoch() {
            return task.stepsPerEpoch();
        }

        @Override
        public StepLoss loss(long step) {
            return task.loss(step);
        }

        @Override
        public void afterUpdate() {
            task.afterUpdate();
        }

        @Override
        public Map<String, Double> evaluate(int epoch) {
            return task.evaluate(epoch);
        }
    }
}
