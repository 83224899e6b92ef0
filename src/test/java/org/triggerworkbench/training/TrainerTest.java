package org.triggerworkbench.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.training.optimizer.Adam;
import org.triggerworkbench.training.optimizer.Optimizer;
import org.triggerworkbench.training.optimizer.Schedule;
import org.triggerworkbench.training.optimizer.Sgd;

@Timeout(60)
class TrainerTest {
    private static final int EPOCHS = 4;
    private static final int STEPS = EPOCHS * NoisyFit.STEPS_PER_EPOCH;
    private static Compute compute;

    /** What of a step's event must not depend on the clock. */
    private record Told(long step, int epoch, Map<String, Double> losses, double learningRate) {}

    private record Run(boolean finished, Map<String, HostTensor> values, List<Told> told) {}

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void run_resumedEndsBitEqualToUnbroken() {
        List<Function<Compute, Optimizer>> makers =
                List.of(owner -> Adam.adam(owner, 0.01), owner -> new Sgd(owner, 0.9, 0.01));
        for (Function<Compute, Optimizer> maker : makers) {
            Run unbroken = run(maker, new RunControl(), TrainerTest::nothing, CheckpointStore.NONE);
            assertTrue(unbroken.finished());
            assertEquals(STEPS, unbroken.told().size());
            for (int broken : new int[] {0, 1, 7, 10, STEPS - 1}) {
                MemoryCheckpoints checkpoints = new MemoryCheckpoints();
                Run first = brokenAfter(broken, maker, checkpoints);
                assertFalse(first.finished());
                Run second = run(maker, new RunControl(), TrainerTest::nothing, checkpoints);
                assertTrue(second.finished());
                assertEquals(unbroken.values(), second.values());
                List<Told> told = new ArrayList<>(first.told());
                told.addAll(second.told());
                assertEquals(unbroken.told(), told);
            }
        }
    }

    @Test
    void run_ofAFinishedPhaseOnlyReadsBack() {
        MemoryCheckpoints checkpoints = new MemoryCheckpoints();
        Run first = run(owner -> Adam.adam(owner, 0), new RunControl(), TrainerTest::nothing, checkpoints);
        Run second = run(owner -> Adam.adam(owner, 0), new RunControl(), TrainerTest::nothing, checkpoints);
        assertEquals(first.values(), second.values());
        assertTrue(second.told().isEmpty());
    }

    @Test
    void run_savesEverySoManyStepsAndAfterEachEpoch() {
        MemoryCheckpoints checkpoints = new MemoryCheckpoints();
        run(owner -> new Sgd(owner, 0, 0), new RunControl(), TrainerTest::nothing, checkpoints);
        assertEquals(List.of(3L, 5L, 6L, 9L, 10L, 12L, 15L, 18L, 20L), checkpoints.steps);
    }

    @Test
    void run_pausedDoesOneStepAtATimeUntilPlayed() throws Exception {
        RunControl control = new RunControl();
        AtomicInteger done = new AtomicInteger();
        // A step asked for while nothing is paused must not be kept for a later pause.
        control.step();
        control.pause();
        CompletableFuture<Run> run = CompletableFuture.supplyAsync(() ->
                run(owner -> new Sgd(owner, 0, 0), control, step -> done.incrementAndGet(), CheckpointStore.NONE));
        for (int steps = 0; steps < 3; steps++) {
            while (stepsSeenByShortJob(done) < steps) {
                Thread.onSpinWait();
            }
            // Each short job is done in a turn of the waiting loop of its own.
            assertEquals(steps, stepsSeenByShortJob(done));
            assertEquals(steps, stepsSeenByShortJob(done));
            control.step();
        }
        assertTrue(control.isPaused());
        control.play();
        assertTrue(run.get(30, TimeUnit.SECONDS).finished());
        assertEquals(STEPS, done.get());
    }

    @Test
    void run_doesShortJobsBetweenStepsWithoutOtherNumbers() {
        Function<Compute, Optimizer> maker = owner -> Adam.adam(owner, 0);
        Run alone = run(maker, new RunControl(), TrainerTest::nothing, CheckpointStore.NONE);
        AtomicInteger done = new AtomicInteger();
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        Run shared = run(
                maker,
                new RunControl(),
                step -> {
                    done.incrementAndGet();
                    if (step % 4 == 0) {
                        var _ = compute.gradientThread().submitShort("other work", () -> {
                            seen.add(done.get());
                            return gradientOfSquare(3);
                        });
                    }
                },
                CheckpointStore.NONE);
        assertEquals(List.of(1, 5, 9, 13, 17), seen);
        assertEquals(alone.values(), shared.values());
        assertEquals(alone.told(), shared.told());
    }

    @Test
    void run_isNotChangedByAShortJobThatLeavesGradientsOfWhatIsTrained() {
        Run alone = run(owner -> new Sgd(owner, 0, 0), new RunControl(), TrainerTest::nothing, CheckpointStore.NONE);
        AtomicInteger left = new AtomicInteger();
        Run shared = run(
                owner -> new Sgd(owner, 0, 0),
                new RunControl(),
                TrainerTest::nothing,
                CheckpointStore.NONE,
                task -> new Disturbed(task, left));
        // The job asked for in the last step may still wait when the run has ended.
        assertTrue(left.get() >= STEPS - 1, left + " jobs");
        assertEquals(alone.values(), shared.values());
        assertEquals(alone.told(), shared.told());
    }

    @Test
    void run_keepsTheNumberOfLiveTensors() {
        try (NoisyFit task = new NoisyFit(compute, TrainerTest::nothing);
                MetricStream metrics = new MetricStream(List.of())) {
            TrainingSettings settings = new TrainingSettings(40, 0.01, Schedule.CONSTANT, 0, 3, 1);
            train(task, owner -> Adam.adam(owner, 0.01), settings, new RunControl(), metrics, new MemoryCheckpoints());
            assertEquals(40, task.liveTensors.size());
            assertEquals(1, task.liveTensors.stream().distinct().count(), task.liveTensors.toString());
        }
    }

    @Test
    void run_doesNotWaitForASlowListener() {
        CountDownLatch trained = new CountDownLatch(1);
        List<Long> heard = Collections.synchronizedList(new ArrayList<>());
        MetricListener slow = event -> {
            MetricStreamTest.await(trained);
            heard.add(event.step());
        };
        try (NoisyFit task = new NoisyFit(compute, TrainerTest::nothing);
                MetricStream metrics = new MetricStream(List.of(slow))) {
            assertTrue(train(
                    task,
                    owner -> new Sgd(owner, 0, 0),
                    settings(),
                    new RunControl(),
                    metrics,
                    new MemoryCheckpoints()));
            assertTrue(heard.isEmpty());
            trained.countDown();
        }
        assertEquals(1 + STEPS + EPOCHS, heard.size());
        assertEquals(heard.stream().sorted().toList(), heard);
    }

    @Test
    void run_endsWithASentenceWhenTheLossIsNoNumber() {
        MemoryCheckpoints checkpoints = new MemoryCheckpoints();
        CompletionException thrown = assertThrows(
                CompletionException.class,
                () -> run(
                        owner -> new Sgd(owner, 0, 0),
                        new RunControl(),
                        TrainerTest::nothing,
                        checkpoints,
                        task -> new Diverging(task, 7)));
        InputException told = assertInstanceOf(InputException.class, thrown.getCause());
        assertTrue(told.sentence().contains("step 8"), told.sentence());
        assertEquals(6, checkpoints.load("fit").orElseThrow().step());
        Run resumed = run(owner -> new Sgd(owner, 0, 0), new RunControl(), TrainerTest::nothing, checkpoints);
        assertEquals(
                run(owner -> new Sgd(owner, 0, 0), new RunControl(), TrainerTest::nothing, CheckpointStore.NONE)
                        .values(),
                resumed.values());
    }

    @Test
    void run_publishesWhatItTrainsWithoutOtherNumbers() {
        Run alone = run(owner -> new Sgd(owner, 0, 0), new RunControl(), TrainerTest::nothing, CheckpointStore.NONE);
        List<Long> steps = new ArrayList<>();
        List<Map<String, HostTensor>> published = new ArrayList<>();
        WeightsListener listener = (phase, step, weights) -> {
            assertEquals("fit", phase.name());
            assertTrue(compute.gradientThread().isCurrent());
            steps.add(step);
            published.add(weights);
            throw new IllegalStateException("a view that fails");
        };
        try (NoisyFit task = new NoisyFit(compute, TrainerTest::nothing);
                MetricStream metrics = new MetricStream(List.of())) {
            Map<String, HostTensor> start = task.values();
            compute.gradientThread()
                    .submitRun("fit", () -> {
                        try (Optimizer optimizer = new Sgd(compute, 0, 0)) {
                            return new Trainer(compute, new RunControl(), metrics, CheckpointStore.NONE, listener)
                                    .run(phase(task, optimizer, settings()));
                        }
                    })
                    .join();
            assertEquals(List.of(0L, 5L, 10L, 15L, 20L), steps);
            assertEquals(start, published.getFirst());
            assertEquals(alone.values(), published.getLast());
            assertNotEquals(published.get(1), published.get(2));
        }
    }

    @Test
    void run_ofAnotherSeedGivesOtherNumbers() {
        Run one = run(owner -> new Sgd(owner, 0, 0), new RunControl(), TrainerTest::nothing, CheckpointStore.NONE);
        try (NoisyFit task = new NoisyFit(compute, TrainerTest::nothing);
                MetricStream metrics = new MetricStream(List.of())) {
            TrainingSettings other = new TrainingSettings(EPOCHS, 0.05, Schedule.COSINE, 3, 3, 2);
            train(task, owner -> new Sgd(owner, 0, 0), other, new RunControl(), metrics, CheckpointStore.NONE);
            assertNotEquals(one.values(), task.values());
        }
    }

    @Test
    void run_endsEarlyWhereTheTaskSaysSoAndResumesToTheSameEnd() {
        Function<Compute, Optimizer> maker = owner -> Adam.adam(owner, 0.5, 0.9);
        MemoryCheckpoints whole = new MemoryCheckpoints();
        Run unbroken = run(maker, new RunControl(), TrainerTest::nothing, whole, task -> new Ending(compute, task, 7));
        assertTrue(unbroken.finished());
        assertEquals(7, unbroken.told().size());
        assertEquals(7, whole.steps.getLast());
        Run again = run(maker, new RunControl(), TrainerTest::nothing, whole, task -> new Ending(compute, task, 7));
        assertTrue(again.told().isEmpty());
        assertEquals(unbroken.values(), again.values());
        MemoryCheckpoints checkpoints = new MemoryCheckpoints();
        RunControl control = new RunControl();
        LongConsumer cancel = step -> {
            if (step == 3) {
                control.cancel();
            }
        };
        assertFalse(run(maker, control, cancel, checkpoints, task -> new Ending(compute, task, 7))
                .finished());
        Run second =
                run(maker, new RunControl(), TrainerTest::nothing, checkpoints, task -> new Ending(compute, task, 7));
        assertEquals(3, second.told().size());
        assertEquals(unbroken.values(), second.values());
    }

    /** Counts its steps in its state and is done after so many. */
    private record Ending(TrainingTask task, NDArray counter, int last) implements TrainingTask {
        Ending(Compute compute, TrainingTask task, int last) {
            this(task, compute.tensor(new float[1], 1), last);
        }

        @Override
        public String name() {
            return task.name();
        }

        @Override
        public Map<String, NDArray> trainable() {
            return task.trainable();
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of("steps", counter);
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
            counter.addi(1f);
        }

        @Override
        public boolean isDone() {
            return counter.toFloatArray()[0] >= last;
        }

        @Override
        public Map<String, Double> evaluate(int epoch) {
            return task.evaluate(epoch);
        }
    }

    /** Each step is followed by a short job that leaves a gradient in every trained tensor. */
    private record Disturbed(TrainingTask task, AtomicInteger left) implements TrainingTask {
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
            return task.stepsPerEpoch();
        }

        @Override
        public StepLoss loss(long step) {
            var _ = compute.gradientThread().submitShort("saliency", () -> {
                try (TensorScope _ = new TensorScope()) {
                    for (NDArray tensor : task.trainable().values()) {
                        compute.gradientThread()
                                .backward(() -> tensor.mul(tensor).sum());
                        assertNotEquals(0, tensor.getGradient().square().sum().toFloatArray()[0]);
                    }
                }
                return left.incrementAndGet();
            });
            return task.loss(step);
        }

        @Override
        public Map<String, Double> evaluate(int epoch) {
            return task.evaluate(epoch);
        }
    }

    /** The loss of one step is not a number. */
    private record Diverging(TrainingTask task, long at) implements TrainingTask {
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
            return task.stepsPerEpoch();
        }

        @Override
        public StepLoss loss(long step) {
            StepLoss loss = task.loss(step);
            return step == at
                    ? new StepLoss(loss.total().mul(compute.tensor(new float[] {Float.NaN})), loss.parts(), 4)
                    : loss;
        }

        @Override
        public Map<String, Double> evaluate(int epoch) {
            return task.evaluate(epoch);
        }
    }

    private static void nothing(long step) {}

    private static int stepsSeenByShortJob(AtomicInteger done) {
        return compute.gradientThread().submitShort("look", done::get).join();
    }

    private static float gradientOfSquare(float at) {
        compute.seedEngine(12345);
        try (TensorScope _ = new TensorScope()) {
            NDArray x = compute.tensor(new float[] {at});
            x.setRequiresGradient(true);
            compute.gradientThread().backward(() -> x.mul(x));
            return x.getGradient().toFloatArray()[0];
        }
    }

    private static TrainingSettings settings() {
        return new TrainingSettings(EPOCHS, 0.05, Schedule.COSINE, 3, 3, 1);
    }

    private static Run brokenAfter(int steps, Function<Compute, Optimizer> maker, CheckpointStore checkpoints) {
        RunControl control = new RunControl();
        if (steps == 0) {
            control.cancel();
        }
        return run(
                maker,
                control,
                step -> {
                    if (step == steps - 1) {
                        control.cancel();
                    }
                },
                checkpoints);
    }

    private static Run run(
            Function<Compute, Optimizer> maker, RunControl control, LongConsumer hook, CheckpointStore checkpoints) {
        return run(maker, control, hook, checkpoints, task -> task);
    }

    private static Run run(
            Function<Compute, Optimizer> maker,
            RunControl control,
            LongConsumer hook,
            CheckpointStore checkpoints,
            Function<TrainingTask, TrainingTask> wrap) {
        List<Told> told = Collections.synchronizedList(new ArrayList<>());
        MetricListener listener = event -> {
            if (event instanceof MetricEvent.Step step) {
                told.add(new Told(step.step(), step.epoch(), step.losses(), step.learningRate()));
            }
        };
        try (NoisyFit task = new NoisyFit(compute, hook)) {
            boolean finished;
            try (MetricStream metrics = new MetricStream(List.of(listener))) {
                finished = train(wrap.apply(task), maker, settings(), control, metrics, checkpoints);
            }
            return new Run(finished, task.values(), told);
        }
    }

    private static boolean train(
            TrainingTask task,
            Function<Compute, Optimizer> maker,
            TrainingSettings settings,
            RunControl control,
            MetricStream metrics,
            CheckpointStore checkpoints) {
        return compute.gradientThread()
                .submitRun("test", () -> {
                    try (Optimizer optimizer = maker.apply(compute)) {
                        return new Trainer(compute, control, metrics, checkpoints, null)
                                .run(phase(task, optimizer, settings));
                    }
                })
                .join();
    }

    private static TrainingPhase phase(TrainingTask task, Optimizer optimizer, TrainingSettings settings) {
        return new TrainingPhase(Phase.only(task.name(), Phase.Part.METHOD), task, optimizer, settings);
    }
}
