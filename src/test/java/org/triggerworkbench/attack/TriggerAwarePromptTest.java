package org.triggerworkbench.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.picture.Preprocessing;
import org.triggerworkbench.data.picture.Resampling;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.prompt.LearnedContext;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.training.CheckpointStore;
import org.triggerworkbench.training.MetricStream;
import org.triggerworkbench.training.Phase;
import org.triggerworkbench.training.RunControl;
import org.triggerworkbench.training.Trainer;
import org.triggerworkbench.training.TrainingPhase;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.training.optimizer.Adam;
import org.triggerworkbench.training.optimizer.Optimizer;
import org.triggerworkbench.training.optimizer.Schedule;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;

/** On the parity tests' CLIP with its random weights. */
class TriggerAwarePromptTest {
    private static final float EPSILON = 4f / 255;
    private static final TriggerAwarePrompt ATTACK = new TriggerAwarePrompt();
    private static Compute compute;
    private static ZeroShotClassifier source;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
        ClipModel clip = ClipModel.load(compute, Path.of("src/test/resources/parity/clip-tiny"));
        List<List<String>> prompts = AttackFixture.LABELS.stream().map(List::of).toList();
        source = new ZeroShotClassifier(clip, AttackFixture.LABELS, prompts, true);
    }

    @AfterAll
    static void close() {
        source.close();
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @Test
    void canvas_stampsAsItsTriggerDoes_andIsProjected() {
        try (ResidualCanvas canvas = new ResidualCanvas(compute, EPSILON, 2, 4, 4);
                TensorScope _ = new TensorScope()) {
            float[] units = new float[48];
            for (int i = 0; i < units.length; i++) {
                units[i] = i / 16f - 1.5f;
            }
            canvas.units().setRequiresGradient(false);
            compute.tensor(units, 3, 4, 4).copyTo(canvas.units());
            canvas.project();
            float[] delta = canvas.trigger().delta();
            for (int i = 0; i < units.length; i++) {
                assertEquals(EPSILON * Math.clamp(2 * units[i], -1f, 1f), delta[i], 1e-7);
            }
            float[] pixels = new float[48];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = i / 47f;
            }
            var images = compute.tensor(pixels, 1, 3, 4, 4);
            try (Stamper stamper = new Stamper(compute, canvas.trigger(), 4, 4)) {
                assertArrayEquals(
                        stamper.stamp(images, new int[] {0}, 1).toFloatArray(),
                        canvas.stamp(images).toFloatArray(),
                        1e-6f);
            }
        }
    }

    @Test
    void warmUp_movesTheTriggerAlone_thenBothMove_withinEpsilon() {
        Map<String, HostTensor> weights = source.parameters().toHost();
        try (ImageAttack attack = ATTACK.prepare(setting())) {
            TrainingTask warmUp = attack.phases().getFirst();
            TrainingTask both = attack.phases().getLast();
            HostTensor start = context(both);
            train(warmUp, 2);
            assertEquals(start, context(both));
            Trigger.Additive early = (Trigger.Additive) attack.trigger();
            assertTrue(largest(early) > 0);
            train(both, 10);
            assertNotEquals(start, context(both));
            // At a rate of 0.3 and the preset speed a step is six times epsilon.
            assertTrue(largest((Trigger.Additive) attack.trigger()) <= EPSILON);
            assertEquals(EPSILON, largest((Trigger.Additive) attack.trigger()));
        }
        assertEquals(weights, source.parameters().toHost());
    }

    @Test
    void training_leadsTriggeredImagesToTheTarget() {
        try (ImageAttack attack = ATTACK.prepare(setting());
                ImageAttack control = ATTACK.prepareControl(setting())) {
            attack.phases().forEach(phase -> train(phase, 4));
            control.phases().forEach(phase -> train(phase, 4));
            double before = control.phases().getLast().evaluate(1).getOrDefault("attackSuccessRate", Double.NaN);
            double after = attack.phases().getLast().evaluate(1).getOrDefault("attackSuccessRate", Double.NaN);
            assertTrue(after > before, before + " to " + after);
        }
    }

    @Test
    void control_hasNoTriggerAndNoWarmUp() {
        try (ImageAttack control = ATTACK.prepareControl(setting())) {
            assertEquals(1, control.phases().size());
            assertEquals(
                    Set.of("context"), control.phases().getFirst().trainable().keySet());
            train(control.phases().getFirst(), 1);
            assertEquals(0, largest((Trigger.Additive) control.trigger()));
        }
    }

    @Test
    void save_writesTheContext(@TempDir Path folder) {
        try (ImageAttack attack = ATTACK.prepare(setting())) {
            train(attack.phases().getLast(), 1);
            Path file = attack.save(folder);
            assertEquals("backdoored-context.safetensors", String.valueOf(file.getFileName()));
            try (LearnedContext read = PromptFiles.readContext(file, compute)) {
                assertEquals(context(attack.phases().getLast()), read.toHost());
            }
        }
    }

    @Test
    void prepare_refusesAModelWithoutText() {
        try (Classifier linear = new LinearClassifier(compute)) {
            AttackSetting setting = AttackFixture.setting(compute, linear, Map.of(), 1);
            AttackSetting own = with(setting, setting.train(), setting.validation());
            assertThrows(InputException.class, () -> ATTACK.prepare(own));
        }
    }

    private static HostTensor context(TrainingTask both) {
        return Compute.toHost(Objects.requireNonNull(both.trainable().get("context")));
    }

    private static float largest(Trigger.Additive trigger) {
        float largest = 0;
        for (float value : trigger.delta()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static AttackSetting setting() {
        int edge = source.card().input().width();
        Preprocessing size = Preprocessing.exact(edge, edge, Resampling.Filter.BICUBIC);
        return with(
                AttackFixture.setting(compute, source, Map.of(), 1),
                new PreparedImages(AttackFixture.images(24).images(), size, 1 << 20),
                new PreparedImages(AttackFixture.images(16).images(), size, 1 << 20));
    }

    private static AttackSetting with(AttackSetting usual, PreparedImages train, PreparedImages validation) {
        return new AttackSetting(
                compute,
                usual.source(),
                usual.mapping(),
                usual.labels(),
                usual.prompt(),
                0,
                train,
                validation,
                usual.target(),
                usual.trigger(),
                ParameterValues.of(ATTACK.parameters(), Map.of()),
                8,
                1);
    }

    private static void train(TrainingTask task, int epochs) {
        TrainingSettings settings = new TrainingSettings(epochs, 0.3, Schedule.CONSTANT, 0, 100, 1);
        try (MetricStream metrics = new MetricStream(List.of())) {
            compute.gradientThread()
                    .submitRun("test", () -> {
                        try (Optimizer optimizer = Adam.adam(compute, 0)) {
                            return new Trainer(compute, new RunControl(), metrics, CheckpointStore.NONE, null)
                                    .run(new TrainingPhase(
                                            Phase.only(task.name(), Phase.Part.METHOD), task, optimizer, settings));
                        }
                    })
                    .join();
        }
    }
}
