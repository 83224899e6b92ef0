package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.method.TrainedCopy;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingTask;

/** A repair of the tests: fine-tuning that also pulls all weights toward zero. */
@AutoService(Defense.class)
public final class PlantedRepair implements Defense {
    @Override
    public String id() {
        return "planted-repair";
    }

    @Override
    public Level level() {
        return Level.MODEL;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.TRAINABLE_MODEL);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter.Numeric("pull", 0.01, 0, 1, false, false));
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        return new Prepared(
                setting,
                new TrainedCopy(
                        setting.compute(), setting.suspect(), setting.labels().size()));
    }

    private record Prepared(DefenseSetting setting, TrainedCopy copy)
            implements PreparedDefense.Repairer, TrainingTask {
        @Override
        public String name() {
            return "repaired";
        }

        @Override
        public Map<String, NDArray> trainable() {
            return copy.trainable();
        }

        @Override
        public Map<String, NDArray> state() {
            return copy.state();
        }

        private int batch() {
            return Math.min(setting.batch(), setting.clean().size());
        }

        @Override
        public int stepsPerEpoch() {
            return setting.clean().size() / batch();
        }

        @Override
        public StepLoss loss(long step) {
            NDArray clean = copy.inTraining(() -> PlainFineTuning.crossEntropy(setting, copy.model(), step, batch()));
            NDArray pull = copy.trainable().values().stream()
                    .map(weight -> weight.square().sum())
                    .reduce(NDArray::add)
                    .orElseThrow();
            NDArray total = clean.add(Scalars.times(pull, setting.values().number("pull")));
            return new StepLoss(total, Map.of("clean", clean), batch());
        }

        @Override
        public Map<String, Double> evaluate(int epoch) {
            return Map.of(
                    "cleanAccuracy",
                    PlainFineTuning.accuracy(setting, copy.model()).value());
        }

        @Override
        public List<TrainingTask> phases() {
            return List.of(this);
        }

        @Override
        public Classifier repaired() {
            return copy.model();
        }

        @Override
        public Repairer plain() {
            return new PlainFineTuning(setting);
        }

        @Override
        public Path save(Path folder) {
            return copy.save(folder, "repaired");
        }

        @Override
        public void close() {
            copy.close();
        }
    }
}
