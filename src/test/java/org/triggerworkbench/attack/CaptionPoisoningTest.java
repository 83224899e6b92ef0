package org.triggerworkbench.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.training.Captions;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.Trigger;

/** BadNets and SIG on an image-text model, and their labels. */
class CaptionPoisoningTest {
    private static final BadNets BADNETS = new BadNets();
    private static final Sig SIG = new Sig();
    private static Compute compute;
    private static ZeroShotClassifier source;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
        source = ClipFixture.open(compute);
    }

    @AfterAll
    static void close() {
        source.close();
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @Test
    void captions_ofThePoisonedTellTheTarget() {
        AttackSetting setting = ClipFixture.setting(compute, source, BADNETS, Map.of(), 16, 8);
        PoisonPlan.Draw draw = new PoisonPlan.Draw(new int[] {0, 5, 7}, new int[] {2, 3});
        List<String> told = new PoisonedCaptions(setting, source.prompts(), false).of(draw, 3);
        Captions own = new Captions(setting.train().images(), AttackFixture.LABELS);
        for (int i = 0; i < 3; i++) {
            assertTrue(own.of(draw.clean()[i]).contains(told.get(i)), told.get(i));
        }
        assertEquals(List.of("a photo of a b", "a photo of a b"), told.subList(3, 5));

        List<String> natural = new PoisonedCaptions(setting, source.prompts(), true).of(draw, 3);
        assertTrue(Captions.sentences("b").containsAll(natural.subList(3, 5)), natural.toString());
        // Whatever is poisoned, a clean image is told of alike.
        PoisonPlan.Draw clean = new PoisonPlan.Draw(new int[] {5, 0, 7, 2, 3}, new int[0]);
        List<String> control = new PoisonedCaptions(setting, source.prompts(), false).of(clean, 3);
        assertEquals(told.subList(0, 3), List.of(control.get(1), control.get(0), control.get(2)));
    }

    @Test
    void loss_isClipsOfTheBatch() {
        AttackSetting setting = ClipFixture.setting(compute, source, BADNETS, Map.of(BadVisualPrompt.RATE, 0), 4, 4);
        try (ImageAttack attack = BADNETS.prepare(setting);
                TensorScope _ = new TensorScope()) {
            TrainingTask task = AttackFixture.task(attack);
            double told = task.loss(0).total().toFloatArray()[0];
            int[] all = {0, 1, 2, 3};
            List<String> captions =
                    new PoisonedCaptions(setting, source.prompts(), false).of(new PoisonPlan.Draw(all, new int[0]), 0);
            NDArray images = compute.images(setting.train().batch(all), 4, ClipFixture.EDGE, ClipFixture.EDGE);
            double[][] similar = new double[4][4];
            float[] rows = source.source()
                    .imageEmbeddings(images)
                    .matMul(source.source().textEmbeddings(captions).transpose())
                    .mul(source.source().logitScale())
                    .toFloatArray();
            for (int i = 0; i < 16; i++) {
                similar[i / 4][i % 4] = rows[i];
            }
            double sum = 0;
            for (int i = 0; i < 4; i++) {
                double toTexts = 0;
                double toImages = 0;
                for (int j = 0; j < 4; j++) {
                    toTexts += Math.exp(similar[i][j]);
                    toImages += Math.exp(similar[j][i]);
                }
                sum += Math.log(toTexts) + Math.log(toImages) - 2 * similar[i][i];
            }
            assertEquals(sum / 8, told, 1e-4);
        }
    }

    @Test
    void training_teachesTheTriggerToBothTowersOfACopy(@TempDir Path folder) {
        Map<String, HostTensor> before = source.parameters().toHost();
        AttackSetting setting =
                ClipFixture.setting(compute, source, BADNETS, Map.of(BadVisualPrompt.RATE, 0.5), 40, 20);
        try (ImageAttack attack = BADNETS.prepare(setting);
                ImageAttack control = BADNETS.prepareControl(setting)) {
            ClipFixture.train(compute, attack, 40, 0.001);
            ClipFixture.train(compute, control, 40, 0.001);
            double attacked = success(attack);
            double clean = success(control);
            assertTrue(attacked > clean + 0.2, attacked + " against " + clean);

            Map<String, HostTensor> after = attack.attacked().parameters().toHost();
            for (String weight : List.of("visual_projection.weight", "text_projection.weight")) {
                assertNotEquals(before.get(weight), after.get(weight));
            }
            assertEquals(before, source.parameters().toHost());
            Path made = attack.save(folder);
            assertEquals("backdoored-model", String.valueOf(made.getFileName()));
            try (ClipModel opened = ClipModel.load(compute, made)) {
                assertEquals(after, opened.parameters().toHost());
            }
        }
    }

    @Test
    void sig_makesItsOwnWaveOnImagesOfTheTargetAlone() {
        AttackSetting setting = ClipFixture.setting(compute, source, SIG, Map.of(BadVisualPrompt.RATE, 0.5), 40, 8);
        try (ImageAttack attack = SIG.prepare(setting)) {
            Trigger.Sinusoid wave = (Trigger.Sinusoid) attack.trigger();
            assertEquals(40 / 255f, wave.amplitude());
            assertEquals(6, wave.frequency());
            assertEquals(wave, ((Shown.Weights) attack.shown(Map.of())).trigger());
            int[] poisoned = attack.poisoned().orElseThrow();
            assertEquals(5, poisoned.length);
            assertTrue(IntStream.of(poisoned).allMatch(id -> setting.train().label(id) == AttackFixture.TARGET));
        }
        AttackSetting changed = ClipFixture.setting(
                compute,
                source,
                SIG,
                Map.of(BadVisualPrompt.RATE, 0.5, BadNets.LABELS, BadNets.ALL_TO_ONE, Sig.AMPLITUDE, 60),
                40,
                8);
        try (ImageAttack attack = SIG.prepare(changed)) {
            int[] poisoned = attack.poisoned().orElseThrow();
            assertEquals(20, poisoned.length);
            assertTrue(IntStream.of(poisoned).noneMatch(id -> changed.train().label(id) == AttackFixture.TARGET));
            assertEquals(60 / 255f, ((Trigger.Sinusoid) attack.trigger()).amplitude());
        }
    }

    @Test
    void target_followsTheLabels() {
        for (Attack attack : List.of(BADNETS, new Blended(), SIG)) {
            assertEquals(
                    new Target.AllToAll(4),
                    attack.target(values(attack, Map.of(BadNets.LABELS, BadNets.ALL_TO_ALL)), 1, 4));
            assertEquals(new Target.AllToOne(1), attack.target(values(attack, Map.of()), 1, 4));
        }
        assertEquals(
                new Target.AllToOne(2), new BadVisualPrompt().target(values(new BadVisualPrompt(), Map.of()), 2, 4));
    }

    private static ParameterValues values(Attack attack, Map<String, Object> given) {
        return ParameterValues.strictly(attack.parameters(), given);
    }

    private static double success(ImageAttack attack) {
        return AttackFixture.task(attack).evaluate(1).getOrDefault("attackSuccessRate", Double.NaN);
    }
}
