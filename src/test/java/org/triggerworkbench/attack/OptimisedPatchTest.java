package org.triggerworkbench.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.training.CheckpointStore;
import org.triggerworkbench.training.MetricStream;
import org.triggerworkbench.training.Phase;
import org.triggerworkbench.training.RunControl;
import org.triggerworkbench.training.Trainer;
import org.triggerworkbench.training.TrainingPhase;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.WeightsListener;
import org.triggerworkbench.training.optimizer.Adam;
import org.triggerworkbench.training.optimizer.Optimizer;
import org.triggerworkbench.training.optimizer.Schedule;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

class OptimisedPatchTest {
    private static final OptimisedPatch ATTACK = new OptimisedPatch();
    private static final int EDGE = AttackFixture.EDGE;
    private static Compute compute;
    private static LinearClassifier linear;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
        linear = new LinearClassifier(compute);
    }

    @AfterAll
    static void close() {
        linear.close();
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @Test
    void loss_isTheCrossEntropyOfStampedImages() {
        Trigger.Patch patch = patch(3, 2, new Placement.Fixed(4, 1));
        AttackSetting setting = setting(patch);
        try (ImageAttack attack = ATTACK.prepare(setting);
                Stamper stamper = new Stamper(compute, patch, EDGE, EDGE);
                TensorScope _ = new TensorScope()) {
            double told = AttackFixture.task(attack).loss(0).total().toFloatArray()[0];
            float[] shown = linear.shown;
            // What the model saw is what the same trigger stamps at test time, at its place and nowhere else.
            NDArray images = compute.tensor(shown, 8, 3, EDGE, EDGE);
            assertArrayEquals(shown, stamper.stamp(images, new int[8], 1).toFloatArray(), 1e-6f);
            double sum = 0;
            float[] logits = linear.logits(images).toFloatArray();
            for (int i = 0; i < 8; i++) {
                double total = 0;
                for (int k = 0; k < AttackFixture.LABELS.size(); k++) {
                    total += Math.exp(logits[i * LinearClassifier.CLASSES + k]);
                }
                sum += Math.log(total) - logits[i * LinearClassifier.CLASSES + AttackFixture.TARGET];
            }
            assertEquals(sum / 8, told, 1e-4);
        }
    }

    @Test
    void training_findsAPatchThatBeatsNoise(@TempDir Path folder) {
        AttackSetting setting = setting(patch(5, 5, new Placement.Fixed(2, 1)));
        Map<String, HostTensor> before = linear.parameters().toHost();
        List<Map<String, HostTensor>> published = new ArrayList<>();
        try (ImageAttack attack = ATTACK.prepare(setting);
                ImageAttack control = ATTACK.prepareControl(setting)) {
            assertEquals(0, AttackFixture.task(control).stepsPerEpoch());
            assertTrue(train(control, (phase, step, weights) -> {}));
            double start = rate(attack);
            assertTrue(train(attack, (phase, step, weights) -> published.add(weights)));
            assertTrue(rate(attack) > 0.9, rate(attack) + " from " + start + ", noise " + rate(control));
            assertTrue(rate(control) < 0.6, "noise " + rate(control) + " from " + start);
            assertEquals(before, linear.parameters().toHost());

            Trigger.Patch made = assertInstanceOf(Trigger.Patch.class, attack.trigger());
            assertEquals(new Placement.Fixed(2, 1), made.placement());
            HostTensor last = Objects.requireNonNull(published.getLast().get(OptimisedPatchTask.PATCH));
            assertArrayEquals(made.pattern(), last.floats());
            assertTrue(published.size() > 2);

            Path file = attack.save(folder);
            Trigger.Patch read = assertInstanceOf(Trigger.Patch.class, TriggerFiles.read(file, null, EDGE, EDGE));
            assertArrayEquals(made.pattern(), read.pattern());
            assertTrue(Files.exists(folder.resolve("optimised-patch.npz")));
            assertTrue(Files.exists(folder.resolve("optimised-patch.png")));
        }
    }

    @Test
    void control_isNoiseUnderTheSameMask() {
        Trigger.Patch start = patch(3, 2, new Placement.Fixed(4, 1));
        try (ImageAttack control = ATTACK.prepareControl(setting(start))) {
            Trigger.Patch noise = assertInstanceOf(Trigger.Patch.class, control.trigger());
            assertArrayEquals(start.mask(), noise.mask());
            assertEquals(start.placement(), noise.placement());
            assertArrayEquals(PatchPatterns.noise(3, 2, 2).values(), noise.pattern());
        }
    }

    @Test
    void prepare_refusesWhatHasNoOnePlace() {
        for (Trigger trigger : List.of(
                patch(2, 2, new Placement.RandomPlace()),
                patch(2, 2, new Placement.Grid(2, 2)),
                new Trigger.Sinusoid(0.1f, 2))) {
            assertThrows(InputException.class, () -> ATTACK.prepare(setting(trigger)));
            assertThrows(InputException.class, () -> ATTACK.prepareControl(setting(trigger)));
        }
    }

    private static Trigger.Patch patch(int width, int height, Placement placement) {
        return Trigger.Patch.of(PatchPatterns.solid(width, height, 0.5f, 0.25f, 0.75f), 1, placement);
    }

    private static AttackSetting setting(Trigger trigger) {
        AttackSetting usual = AttackFixture.setting(compute, linear, Map.of(), 1);
        return new AttackSetting(
                compute,
                linear,
                usual.mapping(),
                usual.labels(),
                usual.prompt(),
                0,
                usual.train(),
                usual.validation(),
                usual.target(),
                trigger,
                ParameterValues.of(ATTACK.parameters(), Map.of()),
                8,
                1);
    }

    private static double rate(ImageAttack attack) {
        return AttackFixture.task(attack).evaluate(1).getOrDefault("attackSuccessRate", Double.NaN);
    }

    private static boolean train(ImageAttack attack, WeightsListener listener) {
        TrainingSettings settings = new TrainingSettings(20, 0.1, Schedule.CONSTANT, 0, 100, 1);
        try (MetricStream metrics = new MetricStream(List.of())) {
            return compute.gradientThread()
                    .submitRun("test", () -> {
                        try (Optimizer optimizer = Adam.adam(compute, 0)) {
                            return new Trainer(compute, new RunControl(), metrics, CheckpointStore.NONE, listener)
                                    .run(new TrainingPhase(
                                            Phase.only(attack.name(), Phase.Part.METHOD),
                                            AttackFixture.task(attack),
                                            optimizer,
                                            settings));
                        }
                    })
                    .join();
        }
    }
}
