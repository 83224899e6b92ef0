package org.triggerworkbench.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.picture.Preprocessing;
import org.triggerworkbench.data.picture.Resampling;
import org.triggerworkbench.data.signs.RoadSigns;
import org.triggerworkbench.evaluation.AttackEvaluator;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.training.CheckpointStore;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.MetricListener;
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
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;

class BadVisualPromptTest {
    private static final Path CLIP = Path.of("src/test/resources/parity/clip-tiny");
    private static final int PLANE = AttackFixture.EDGE * AttackFixture.EDGE;
    private static final BadVisualPrompt ATTACK = new BadVisualPrompt();
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
        compute.close();
    }

    @Test
    void prepare_thatFails_leavesNoTensor() {
        AttackSetting fits = setting(Map.of(), 1);
        AttackSetting wrong = new AttackSetting(
                compute,
                linear,
                fits.mapping(),
                List.of("a", "b"),
                fits.prompt(),
                fits.promptScale(),
                fits.train(),
                fits.validation(),
                fits.target(),
                fits.trigger(),
                fits.values(),
                fits.batch(),
                fits.seed());
        int before = compute.liveTensors();
        assertThrows(InputException.class, () -> ATTACK.prepare(wrong));
        assertEquals(before, compute.liveTensors());
    }

    @Test
    void loss_ofPoolIsTheMeanOverAllImages() {
        AttackSetting setting = setting(Map.of(), 1);
        PoisonPlan plan = PoisonPlan.choose(setting.train(), setting.target(), 0.25, 1);
        try (ImageAttack attack = ATTACK.prepare(setting)) {
            assertEquals(5, AttackFixture.task(attack).stepsPerEpoch());
            for (int step = 0; step < 5; step++) {
                PoisonPlan.Draw draw = plan.fromPool(step, 8, 5);
                double clean = sumOfLosses(setting, attack, draw.clean(), false);
                double poisoned = sumOfLosses(setting, attack, draw.poisoned(), true);
                assertLoss(
                        attack,
                        step,
                        (clean + poisoned) / 8,
                        clean / draw.clean().length,
                        poisoned / draw.poisoned().length);
            }
        }
    }

    @Test
    void loss_ofTwoMeanIsCleanPlusLambdaTimesPoisoned() {
        Map<String, Object> values = Map.of(
                BadVisualPrompt.WEIGHTING,
                BadVisualPrompt.TWO_MEAN,
                BadVisualPrompt.LAMBDA,
                2.5,
                BadVisualPrompt.POISONED_BATCH,
                3);
        AttackSetting setting = setting(values, 1);
        PoisonPlan plan = PoisonPlan.choose(setting.train(), setting.target(), 0.25, 1);
        try (ImageAttack attack = ATTACK.prepare(setting)) {
            for (int step = 0; step < 7; step++) {
                PoisonPlan.Draw draw = plan.fromBoth(step, 8, 3, 5);
                double clean = sumOfLosses(setting, attack, draw.clean(), false) / 8;
                double poisoned = sumOfLosses(setting, attack, draw.poisoned(), true) / 3;
                assertLoss(attack, step, clean + 2.5 * poisoned, clean, poisoned);
            }
        }
    }

    @Test
    void loss_stampsBeforeThePromptIsAdded() {
        AttackSetting setting = setting(Map.of(), 1);
        PoisonPlan plan = PoisonPlan.choose(setting.train(), setting.target(), 0.25, 1);
        try (ImageAttack attack = ATTACK.prepare(setting);
                TensorScope _ = new TensorScope()) {
            float[] prompt = prompt(attack).floats();
            AttackFixture.task(attack).loss(0);
            PoisonPlan.Draw draw = plan.fromPool(0, 8, 5);
            assertTrue(draw.poisoned().length > 0);
            for (int i = 0; i < draw.poisoned().length; i++) {
                int corner = (draw.clean().length + i) * LinearClassifier.PIXELS;
                // A white corner pixel under the frame, then the prompt; the pixel at (1, 1) is inside the frame.
                assertEquals(1 + LinearClassifier.STD * prompt[0], linear.shown[corner], 1e-6);
                assertEquals(1, linear.shown[corner + AttackFixture.EDGE + 1], 1e-6);
            }
        }
    }

    @Test
    void optimiseTrigger_trainsThePatchWithThePromptAndMeasuresWithIt() {
        Map<String, Object> values = Map.of(BadVisualPrompt.OPTIMISE_TRIGGER, "yes");
        AttackSetting setting = setting(values, 1);
        Trigger.Patch start = (Trigger.Patch) setting.trigger();
        int before = compute.liveTensors();
        try (ImageAttack attack = ATTACK.prepare(setting);
                ImageAttack control = ATTACK.prepareControl(setting)) {
            assertEquals(
                    Set.of("prompt", "trigger"),
                    AttackFixture.task(attack).trainable().keySet());
            assertEquals(
                    Set.of("prompt"), AttackFixture.task(control).trainable().keySet());
            // Before the first step the loss is that of the trigger it starts from.
            PoisonPlan plan = PoisonPlan.choose(setting.train(), setting.target(), 0.25, 1);
            PoisonPlan.Draw draw = plan.fromPool(0, 8, 5);
            double clean = sumOfLosses(setting, attack, draw.clean(), false);
            double poisoned = sumOfLosses(setting, attack, draw.poisoned(), true);
            assertLoss(
                    attack, 0, (clean + poisoned) / 8, clean / draw.clean().length, poisoned / draw.poisoned().length);
            train(attack, 3, 0.2, 1);
            Trigger.Patch made = (Trigger.Patch) attack.trigger();
            assertFalse(Arrays.equals(start.pattern(), made.pattern()));
            assertArrayEquals(start.mask(), made.mask());
            assertEquals(start.placement(), made.placement());
            for (float pixel : made.pattern()) {
                assertTrue(pixel >= 0 && pixel <= 1, "pixel " + pixel);
            }
            List<PreparedAttack.Control> controls = attack.controls(control);
            assertEquals("cleanPrompt", controls.getFirst().name());
            assertArrayEquals(made.pattern(), ((Trigger.Patch) AttackFixture.trigger(controls.getFirst())).pattern());
            assertEquals(start, control.trigger());
            // The epochs of the control are measured with the trigger that has been made by then.
            control.controlOf(attack);
            Map<String, Double> told = AttackFixture.task(control).evaluate(1);
            AttackMetrics measured = measured(setting, control.attacked(), made);
            assertEquals(measured.rate(Measure.ATTACK_SUCCESS).value(), told.get(Measure.ATTACK_SUCCESS.key()));
            assertNotEquals(
                    measured(setting, control.attacked(), start).rate(Measure.ATTACK_SUCCESS),
                    measured.rate(Measure.ATTACK_SUCCESS));
            Map<String, HostTensor> weights = new LinkedHashMap<>();
            AttackFixture.task(attack).trainable().forEach((name, tensor) -> weights.put(name, Compute.toHost(tensor)));
            Trigger.Patch seen = (Trigger.Patch) ((Shown.Prompt) attack.shown(weights)).trigger();
            assertArrayEquals(made.pattern(), Objects.requireNonNull(seen).pattern());
        }
        assertEquals(before, compute.liveTensors());
    }

    private static AttackMetrics measured(AttackSetting setting, Classifier model, Trigger trigger) {
        PreparedImages images = setting.validation();
        try (Stamper stamper = new Stamper(compute, trigger, images.height(), images.width())) {
            return new AttackEvaluator(compute)
                    .evaluate(model, images, setting.target(), (some, ids) -> stamper.stamp(some, ids, 1), 128);
        }
    }

    /** The gradient to the pixels is that of the loss: a central difference agrees with it. */
    @Test
    void optimiseTrigger_hasTheGradientOfItsPixels() {
        AttackSetting setting = setting(Map.of(BadVisualPrompt.OPTIMISE_TRIGGER, "yes"), 1);
        try (ImageAttack attack = ATTACK.prepare(setting);
                TensorScope _ = new TensorScope()) {
            TrainingTask task = AttackFixture.task(attack);
            NDArray pixels = Objects.requireNonNull(task.trainable().get("trigger"));
            onGradientThread(() -> {
                compute.gradientThread().backward(() -> task.loss(0).total());
                return 0;
            });
            float[] gradient = pixels.getGradient().toFloatArray();
            float[] values = pixels.toFloatArray();
            pixels.setRequiresGradient(false);
            for (int i = 0; i < values.length; i++) {
                double[] sides = new double[2];
                for (int side = 0; side < 2; side++) {
                    float[] moved = values.clone();
                    moved[i] += side == 0 ? 0.05f : -0.05f;
                    compute.tensor(moved, 3, 2, 2).copyTo(pixels);
                    sides[side] = scalar(task.loss(0).total());
                }
                assertEquals((sides[0] - sides[1]) / 0.1, gradient[i], 2e-4, "pixel " + i);
            }
        }
    }

    @Test
    void optimiseTrigger_refusesWhatHasNoOnePlace() {
        AttackSetting usual = setting(Map.of(BadVisualPrompt.OPTIMISE_TRIGGER, "yes"), 1);
        int before = compute.liveTensors();
        AttackSetting moving = new AttackSetting(
                compute,
                linear,
                usual.mapping(),
                usual.labels(),
                usual.prompt(),
                usual.promptScale(),
                usual.train(),
                usual.validation(),
                usual.target(),
                Trigger.Patch.of(PatchPatterns.solid(2, 2, 1, 1, 1), 1, new Placement.RandomPlace()),
                usual.values(),
                usual.batch(),
                usual.seed());
        assertThrows(InputException.class, () -> ATTACK.prepare(moving));
        assertEquals(before, compute.liveTensors());
        try (ImageAttack control = ATTACK.prepareControl(moving)) {
            assertEquals("clean-prompt", control.name());
        }
    }

    @Test
    void prepareControl_poisonsNothing() {
        for (String weighting : List.of(BadVisualPrompt.POOL, BadVisualPrompt.TWO_MEAN)) {
            try (ImageAttack control = ATTACK.prepareControl(setting(Map.of(BadVisualPrompt.WEIGHTING, weighting), 1));
                    TensorScope _ = new TensorScope()) {
                assertEquals(0, control.poisoned().orElseThrow().length);
                StepLoss loss = AttackFixture.task(control).loss(0);
                assertEquals(8, loss.images());
                assertFalse(loss.parts().containsKey("poisoned"));
                assertEquals(scalar(loss.parts().get("clean")), scalar(loss.total()));
            }
        }
    }

    @Test
    void prepare_trainsThePromptAloneAndFreesIt() {
        int before = compute.liveTensors();
        try (ImageAttack attack = ATTACK.prepare(setting(Map.of(), 1))) {
            assertEquals(
                    List.of("prompt"),
                    List.copyOf(AttackFixture.task(attack).trainable().keySet()));
            assertEquals(10, attack.poisoned().orElseThrow().length);
        }
        assertEquals(before, compute.liveTensors());
    }

    @Test
    void training_dependsOnTheSeedAlone() {
        HostTensor once = trainedPrompt(1);
        assertEquals(once, trainedPrompt(1));
        assertNotEquals(once, trainedPrompt(2));
    }

    @Test
    void training_leavesClipFrozenAndLowersThePoisonedLoss() {
        try (ZeroShotClassifier clip = clip()) {
            Map<String, HostTensor> before = clip.parameters().toHost();
            List<Double> poisoned = new ArrayList<>();
            try (ImageAttack attack = ATTACK.prepare(signs(clip))) {
                poisoned.addAll(train(attack, 3, 0.2, 3));
                for (NDArray weight : clip.parameters().all().values()) {
                    assertFalse(weight.hasGradient(), weight.getName());
                }
                assertEquals(before, clip.parameters().toHost());
                Map<String, Double> figures =
                        onGradientThread(() -> AttackFixture.task(attack).evaluate(1));
                assertTrue(figures.getOrDefault("attackSuccessRate", -1.0) >= 0, figures.toString());
            }
            double first = mean(poisoned.subList(0, 3));
            double last = mean(poisoned.subList(poisoned.size() - 3, poisoned.size()));
            assertTrue(last < 0.8 * first, poisoned.toString());
        }
    }

    private static AttackSetting setting(Map<String, Object> values, long seed) {
        return AttackFixture.setting(compute, linear, values, seed);
    }

    /** Cross-entropies in plain double loops from the bytes of the images, summed. */
    private static double sumOfLosses(AttackSetting setting, ImageAttack attack, int[] ids, boolean poison) {
        float[] prompt = prompt(attack).floats();
        double sum = 0;
        for (int id : ids) {
            byte[] planes = setting.train().batch(new int[] {id});
            double[] logits = new double[AttackFixture.LABELS.size()];
            for (int i = 0; i < planes.length; i++) {
                int y = i % PLANE / AttackFixture.EDGE;
                int x = i % AttackFixture.EDGE;
                boolean frame = Math.min(x, y) == 0 || Math.max(x, y) == AttackFixture.EDGE - 1;
                double pixel = poison && x < 2 && y < 2 ? 1 : (planes[i] & 0xff) / 255.0;
                pixel += frame ? LinearClassifier.STD * prompt[i] : 0;
                for (int k = 0; k < logits.length; k++) {
                    logits[k] += pixel * linear.weights[i * LinearClassifier.CLASSES + k];
                }
            }
            double total = 0;
            for (double logit : logits) {
                total += Math.exp(logit);
            }
            int label = poison ? AttackFixture.TARGET : setting.train().label(id);
            sum += Math.log(total) - logits[label];
        }
        return sum;
    }

    private static void assertLoss(ImageAttack attack, long step, double total, double clean, double poisoned) {
        try (TensorScope _ = new TensorScope()) {
            StepLoss loss = AttackFixture.task(attack).loss(step);
            assertEquals(total, scalar(loss.total()), 1e-4);
            assertPart(clean, loss.parts().get("clean"));
            assertPart(poisoned, loss.parts().get("poisoned"));
        }
    }

    /** A step of the pool may have no image of a kind: 0 / 0 images. */
    private static void assertPart(double expected, @Nullable NDArray part) {
        assertEquals(Double.isNaN(expected), part == null);
        if (part != null) {
            assertEquals(expected, scalar(part), 1e-4);
        }
    }

    private static double scalar(@Nullable NDArray tensor) {
        return Objects.requireNonNull(tensor).toFloatArray()[0];
    }

    private static HostTensor prompt(ImageAttack attack) {
        return Compute.toHost(
                Objects.requireNonNull(AttackFixture.task(attack).trainable().get("prompt")));
    }

    private static HostTensor trainedPrompt(long seed) {
        try (ImageAttack attack = ATTACK.prepare(setting(Map.of(), seed))) {
            train(attack, 2, 0.1, seed);
            return prompt(attack);
        }
    }

    /** Trains with Adam; returns the poisoned loss of each step that had one. */
    private static List<Double> train(ImageAttack attack, int epochs, double rate, long seed) {
        List<Double> poisoned = Collections.synchronizedList(new ArrayList<>());
        MetricListener listener = event -> {
            if (event instanceof MetricEvent.Step step && step.losses().containsKey("poisoned")) {
                poisoned.add(step.losses().get("poisoned"));
            }
        };
        TrainingSettings settings = new TrainingSettings(epochs, rate, Schedule.CONSTANT, 0, 100, seed);
        try (MetricStream metrics = new MetricStream(List.of(listener))) {
            onGradientThread(() -> {
                try (Optimizer optimizer = Adam.adam(compute, 0)) {
                    return new Trainer(compute, new RunControl(), metrics, CheckpointStore.NONE, null)
                            .run(new TrainingPhase(
                                    Phase.only(attack.name(), Phase.Part.METHOD),
                                    AttackFixture.task(attack),
                                    optimizer,
                                    settings));
                }
            });
        }
        return poisoned;
    }

    private static <T> T onGradientThread(Callable<T> work) {
        return compute.gradientThread().submitRun("test", work).join();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    private static ZeroShotClassifier clip() {
        List<String> names = RoadSigns.classNames();
        List<List<String>> prompts =
                names.stream().map(name -> List.of("a photo of a " + name)).toList();
        return new ZeroShotClassifier(ClipModel.load(compute, CLIP), names, prompts, true);
    }

    private static AttackSetting signs(ZeroShotClassifier clip) {
        Dataset signs = RoadSigns.dataset(RoadSigns.Domain.CLEAR, 1, 48, 16, 0);
        Preprocessing exact = Preprocessing.exact(RoadSigns.SIDE, RoadSigns.SIDE, Resampling.Filter.BICUBIC);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(BadVisualPrompt.RATE, 0.25);
        values.put(BadVisualPrompt.WEIGHTING, BadVisualPrompt.TWO_MEAN);
        values.put(BadVisualPrompt.POISONED_BATCH, 8);
        return new AttackSetting(
                compute,
                clip,
                new OutputMapping.Identity(),
                signs.classNames(),
                PromptLayout.of(
                        new PromptShape.Frame(8),
                        PromptLayout.Mode.ADD,
                        clip.card().input()),
                0,
                new PreparedImages(signs.train(), exact, 1 << 24),
                new PreparedImages(signs.validation(), exact, 1 << 24),
                new Target.AllToOne(0),
                Trigger.Patch.of(PatchPatterns.checkerboard(4, 1), 1, new Placement.Fixed(60, 60)),
                ParameterValues.of(ATTACK.parameters(), values),
                8,
                3);
    }
}
