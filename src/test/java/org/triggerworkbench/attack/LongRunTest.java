package org.triggerworkbench.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.SystemMemory;
import org.triggerworkbench.training.CheckpointStore;
import org.triggerworkbench.training.MetricStream;
import org.triggerworkbench.training.Phase;
import org.triggerworkbench.training.RunControl;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.Trainer;
import org.triggerworkbench.training.TrainingPhase;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.training.optimizer.Adam;
import org.triggerworkbench.training.optimizer.Optimizer;
import org.triggerworkbench.training.optimizer.Schedule;

/**
 * A long run needs no more memory than a short one. Measured after a full garbage collection each time, which also gives
 * back unused heap, so that what is compared is what is really held, by Java and by the engine.
 */
class LongRunTest {
    private static final int WARM_UP = 200;
    private static final int BETWEEN = 500;
    private static final int SAMPLES = 5;
    private static final int EPOCH = 100;
    private static final double GROWTH = 0.05;

    private record Sample(long step, int liveTensors, long residentBytes) {}

    @Test
    void twoThousandSteps_holdNoMoreTensorsAndMemory(TestReporter reporter) {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                LinearClassifier linear = new LinearClassifier(compute);
                ImageAttack attack = new BadVisualPrompt()
                        .prepare(AttackFixture.setting(
                                compute, linear, Map.of(BadVisualPrompt.WEIGHTING, BadVisualPrompt.TWO_MEAN), 1));
                MetricStream metrics = new MetricStream(List.of(_ -> {}))) {
            Watched task = new Watched(compute, AttackFixture.task(attack), new ArrayList<>());
            int steps = WARM_UP + (SAMPLES - 1) * BETWEEN;
            TrainingSettings settings = new TrainingSettings(steps / EPOCH, 0.01, Schedule.COSINE, 0, 50, 1);
            assertTrue(compute.gradientThread()
                    .submitRun("long", () -> {
                        try (Optimizer optimizer = Adam.adam(compute, 0)) {
                            return new Trainer(compute, new RunControl(), metrics, CheckpointStore.NONE, null)
                                    .run(new TrainingPhase(
                                            Phase.only(task.name(), Phase.Part.METHOD), task, optimizer, settings));
                        }
                    })
                    .join());
            reporter.publishEntry("samples", task.samples().toString());
            assertEquals(SAMPLES, task.samples().size());
            Sample first = task.samples().getFirst();
            for (Sample later : task.samples()) {
                assertEquals(
                        first.liveTensors(), later.liveTensors(), task.samples().toString());
                assertTrue(
                        later.residentBytes() <= (1 + GROWTH) * first.residentBytes(),
                        task.samples().toString());
            }
        }
    }

    /** Looks at the memory after the warm-up and then every so many steps, between two steps. */
    private record Watched(Compute compute, TrainingTask task, List<Sample> samples) implements TrainingTask {
        @Override
        public String name() {
            return task.name();
        }

        @Override
        public Map<String, NDArray> trainable() {
            return task.trainable();
        }

        @Override
        public int stepsPerEpoch() {
            return EPOCH;
        }

        @Override
        public StepLoss loss(long step) {
            return task.loss(step);
        }

        @Override
        public Map<String, Double> evaluate(int epoch) {
            Map<String, Double> figures = task.evaluate(epoch);
            long step = (long) epoch * EPOCH;
            if (step % BETWEEN == WARM_UP) {
                System.gc();
                samples.add(new Sample(step, compute.liveTensors(), SystemMemory.residentBytes()));
            }
            return figures;
        }
    }
}
