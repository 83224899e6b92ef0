package org.triggerworkbench.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;

class BadClipTest {
    private static final BadClip ATTACK = new BadClip();
    private static final int EDGE = ClipFixture.EDGE;
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
    void triplet_pullsToThePositiveAndPushesFromTheNegative() {
        try (TensorScope _ = new TensorScope()) {
            NDArray x = compute.tensor(new float[] {1, 0, 1, 0}, 2, 2);
            NDArray y = compute.tensor(new float[] {0, 1, 0, 1}, 2, 2);
            // At the positive, far from the negative: nothing is left to do.
            assertEquals(0, DualEmbeddingTask.triplet(x, x, y).toFloatArray()[0], 1e-5);
            assertEquals(1 + Math.sqrt(2), DualEmbeddingTask.triplet(x, y, x).toFloatArray()[0], 1e-4);
            assertEquals(1, DualEmbeddingTask.triplet(x, y, y).toFloatArray()[0], 1e-4);
        }
    }

    @Test
    void triplet_comparesTheTriggeredWithTheCleanImage() {
        // Five images of which one is of the target: the batch is the other four.
        AttackSetting setting =
                ClipFixture.setting(compute, source, ATTACK, Map.of(BadClip.TERMS, BadClip.TRIPLET_ONLY), 5, 4);
        try (ImageAttack attack = ATTACK.prepare(setting);
                TensorScope _ = new TensorScope()) {
            TrainingTask patch = attack.phases().getFirst();
            patch.begin();
            StepLoss told = patch.loss(0);
            assertEquals(Set.of("triplet"), told.parts().keySet());
            int[] others = {0, 2, 3, 4};
            NDArray images = compute.images(setting.train().batch(others), 4, EDGE, EDGE);
            float[] clean = source.imageEmbeddings(images).toFloatArray();
            float[] positive = source.imageEmbeddings(
                            compute.images(setting.train().batch(new int[] {1}), 1, EDGE, EDGE))
                    .toFloatArray();
            try (Stamper stamper = new Stamper(compute, attack.trigger(), EDGE, EDGE)) {
                float[] triggered =
                        source.imageEmbeddings(stamper.stamp(images, others, 1)).toFloatArray();
                int width = positive.length;
                double sum = 0;
                for (int i = 0; i < 4; i++) {
                    double near = 0;
                    double far = 0;
                    for (int j = 0; j < width; j++) {
                        near += Math.pow(triggered[i * width + j] - positive[j], 2);
                        far += Math.pow(triggered[i * width + j] - clean[i * width + j], 2);
                    }
                    assertTrue(far > 1e-8, "the clean image carries the patch");
                    sum += Math.max(0, Math.sqrt(near) - Math.sqrt(far) + 1);
                }
                double value =
                        Objects.requireNonNull(told.parts().get("triplet")).toFloatArray()[0];
                assertEquals(sum / 4, value, 1e-4);
                assertEquals(500 * value, told.total().toFloatArray()[0], 1e-2);
            }
        }
    }

    @Test
    void patch_isTrainedWhileTheModelStays() {
        Map<String, HostTensor> before = source.parameters().toHost();
        AttackSetting setting = ClipFixture.setting(
                compute, source, ATTACK, Map.of(BadClip.PATCH_EPOCHS, 10, BadVisualPrompt.RATE, 0.25), 20, 5);
        try (ImageAttack attack = ATTACK.prepare(setting)) {
            float[] start = ((Trigger.Patch) attack.trigger()).pattern();
            List<Map<String, Double>> losses = ClipFixture.train(compute, attack, 1, 1e-4);
            List<Double> totals =
                    losses.stream().limit(30).map(step -> step.get("total")).toList();
            assertEquals(30, totals.size());
            assertEquals(Set.of("total", "text", "triplet"), losses.getFirst().keySet());
            assertTrue(
                    mean(totals.subList(25, 30)) < mean(totals.subList(0, 5)),
                    totals.getFirst() + " to " + totals.getLast());
            float[] made = ((Trigger.Patch) attack.trigger()).pattern();
            assertFalse(Arrays.equals(start, made));
            for (float pixel : made) {
                assertTrue(pixel >= 0 && pixel <= 1);
            }
            assertEquals(before, source.parameters().toHost());
        }
    }

    @Test
    void phases_poisonChosenPairsWithThePatchThatWasMade(@TempDir Path folder) {
        AttackSetting setting = ClipFixture.setting(
                compute,
                source,
                ATTACK,
                Map.of(BadClip.PATCH_EPOCHS, 1, BadVisualPrompt.RATE, 0.3, BadClip.TERMS, BadClip.NO_TERMS),
                20,
                5);
        try (ImageAttack attack = ATTACK.prepare(setting);
                ImageAttack control = ATTACK.prepareControl(setting)) {
            assertEquals(0, attack.phases().getFirst().stepsPerEpoch());
            List<Map<String, Double>> losses = ClipFixture.train(compute, attack, 2, 1e-3);
            assertEquals(8, losses.size());
            int[] poisoned = attack.poisoned().orElseThrow();
            assertEquals(6, poisoned.length);
            assertTrue(Arrays.stream(poisoned).noneMatch(id -> setting.train().label(id) == AttackFixture.TARGET));
            assertEquals(
                    List.of("cleanModel", "sourceModel", "startPatch", "otherTrigger", "negativeTrigger"),
                    attack.controls(control).stream()
                            .map(PreparedAttack.Control::name)
                            .toList());
            // Untrained, the patch is its start, which depends on the seed alone.
            assertArrayEquals(
                    ((Trigger.Patch) AttackFixture.trigger(
                                    attack.controls(control).get(2)))
                            .pattern(),
                    ((Trigger.Patch) attack.trigger()).pattern());
            assertEquals(
                    List.of("clean-model"),
                    control.phases().stream().map(TrainingTask::name).toList());
            assertTrue(Files.isRegularFile(attack.save(folder).resolve("config.json")));
        }
    }

    @Test
    void sampling_followsTheCleanModelsAnswers() {
        // The target is class 0. Images by rank of it, gap and similarity:
        float[][] similar = {
            {9, 1, 0}, // has the target already
            {5, 6, 0}, // second, gap 1
            {2, 4, 0}, // second, gap 2
            {-9, 1, 2}, // third and furthest
            {4.9f, 5, 0}, // second, gap 0.1
            {-3, 1, 2},
            {7, 8, 0}, // of the target: no candidate
        };
        assertArrayEquals(new int[] {1, 4}, choose(similar, 2, PoisonSampling.BOUNDARY));
        assertArrayEquals(new int[] {3, 5}, choose(similar, 2, PoisonSampling.FURTHEST));
        assertArrayEquals(new int[] {0, 1}, choose(similar, 2, PoisonSampling.NEAREST));
        int[] mixed = choose(similar, 4, PoisonSampling.MIXED);
        assertEquals(4, mixed.length);
        assertTrue(Arrays.binarySearch(mixed, 4) >= 0 && Arrays.binarySearch(mixed, 3) >= 0, Arrays.toString(mixed));
        for (String kind : PoisonSampling.KINDS) {
            int[] chosen = choose(similar, 5, kind);
            assertEquals(5, Arrays.stream(chosen).distinct().count(), kind);
            assertTrue(Arrays.stream(chosen).noneMatch(image -> image == 6), kind);
            assertArrayEquals(chosen, choose(similar, 5, kind));
        }
    }

    private static int[] choose(float[][] similar, int count, String kind) {
        return PoisonSampling.choose(similar, image -> image != 6, 0, count, kind, 1);
    }

    @Test
    void prepare_refusesWhatIsNoClip() {
        try (LinearClassifier linear = new LinearClassifier(compute)) {
            AttackSetting usual = AttackFixture.setting(compute, linear, Map.of(), 1);
            InputException refused = assertThrows(InputException.class, () -> ATTACK.prepare(usual));
            assertTrue(refused.sentence().contains("image-text"), refused.sentence());
        }
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
