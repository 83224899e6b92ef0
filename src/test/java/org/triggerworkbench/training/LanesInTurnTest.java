package org.triggerworkbench.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.training.optimizer.Optimizer;
import org.triggerworkbench.training.optimizer.Schedule;
import org.triggerworkbench.training.optimizer.Sgd;

/** Two lanes that take turns, the second of which looks at the first where its epochs end. */
class LanesInTurnTest {
    private static final int TURN = 4;
    private static final int PER_EPOCH = 6;
    private static final int EPOCHS = 3;
    private static final int CHECKPOINT_EVERY = 5;

    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void secondLane_endsAnEpochWhenTheFirstHasEndedIt() {
        assertEquals(Map.of(1, 6, 2, 12, 3, 18), train(TURN, new MemoryCheckpoints(), step -> false, step -> false));
        // One after the other, the second sees the end of the first.
        assertEquals(
                Map.of(1, 18, 2, 18, 3, 18),
                train(Trainer.WHOLE, new MemoryCheckpoints(), step -> false, step -> false));
    }

    /** Cancelled, which saves each lane where it is, or killed, which leaves the last checkpoints. */
    @Test
    void secondLane_seesTheSame_whereverTheRunWasBroken() {
        for (int at = 1; at < 2 * PER_EPOCH * EPOCHS; at++) {
            int broken = at;
            MemoryCheckpoints cancelled = new MemoryCheckpoints();
            Map<Integer, Integer> seen = new TreeMap<>(train(TURN, cancelled, step -> step == broken, step -> false));
            seen.putAll(train(TURN, cancelled, step -> false, step -> false));
            assertEquals(Map.of(1, 6, 2, 12, 3, 18), seen, "cancelled at " + broken);

            MemoryCheckpoints killed = new MemoryCheckpoints();
            assertThrows(CompletionException.class, () -> train(TURN, killed, step -> false, step -> step == broken));
            train(TURN, killed, step -> false, step -> false)
                    .forEach((epoch, steps) -> assertEquals(PER_EPOCH * epoch, steps, "killed at " + broken));
        }
    }

    /** What the second lane saw: steps of the first by the epoch that ended. */
    private static Map<Integer, Integer> train(int turn, CheckpointStore checkpoints, Break cancelled, Break killed) {
        RunControl control = new RunControl();
        AtomicInteger steps = new AtomicInteger();
        Runnable step = () -> {
            int now = steps.incrementAndGet();
            if (killed.at(now)) {
                throw new IllegalStateException("killed");
            }
            if (cancelled.at(now)) {
                control.cancel();
            }
        };
        Map<Integer, Integer> seen = Collections.synchronizedMap(new TreeMap<>());
        NDArray first = weight();
        NDArray second = weight();
        NDArray done = compute.tensor(new float[1], 1);
        Counted attack = new Counted("attack", first, done, step, epoch -> {});
        Counted clean = new Counted(
                "clean",
                second,
                compute.tensor(new float[1], 1),
                step,
                epoch -> seen.put(epoch, (int) done.toFloatArray()[0]));
        try (MetricStream metrics = new MetricStream(List.of())) {
            compute.gradientThread()
                    .submitRun("lanes", () -> {
                        List<Optimizer> optimizers = new ArrayList<>();
                        List<List<TrainingPhase>> lanes = new ArrayList<>();
                        for (Counted task : List.of(attack, clean)) {
                            Optimizer optimizer = new Sgd(compute, 0, 0);
                            optimizers.add(optimizer);
                            Phase phase = Phase.only(task.name(), Phase.Part.METHOD);
                            TrainingSettings settings =
                                    new TrainingSettings(EPOCHS, 0.1, Schedule.CONSTANT, 0, CHECKPOINT_EVERY, 1);
                            lanes.add(List.of(new TrainingPhase(phase, task, optimizer, settings)));
                        }
                        try {
                            return new Trainer(compute, control, metrics, checkpoints, null).run(lanes, turn);
                        } finally {
                            optimizers.forEach(Optimizer::close);
                        }
                    })
                    .join();
        }
        return seen;
    }

    private static NDArray weight() {
        NDArray weight = compute.tensor(new float[] {1}, 1);
        weight.setRequiresGradient(true);
        return weight;
    }

    /** A moment of a run, by the steps of both lanes. */
    private interface Break {
        boolean at(int steps);
    }

    private interface Look {
        void after(int epoch);
    }

    /** Counts its steps in its state. */
    private record Counted(String name, NDArray weight, NDArray done, Runnable step, Look look)
            implements TrainingTask {
        @Override
        public Map<String, NDArray> trainable() {
            return Map.of("weight", weight);
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of("done", done);
        }

        @Override
        public int stepsPerEpoch() {
            return PER_EPOCH;
        }

        @Override
        public StepLoss loss(long at) {
            step.run();
            NDArray loss = weight.mul(weight).sum();
            return new StepLoss(loss, Map.of("loss", loss), 1);
        }

        @Override
        public void afterUpdate() {
            done.addi(1f);
        }

        @Override
        public Map<String, Double> evaluate(int epoch) {
            look.after(epoch);
            return Map.of();
        }
    }
}
