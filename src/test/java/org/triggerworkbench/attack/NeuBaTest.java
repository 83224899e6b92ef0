package org.triggerworkbench.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.evaluation.Forced;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.model.network.NetworkClassifier;
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
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/** NeuBA on a ResNet for 8 x 8 pixels, whose downstream task has four classes. */
class NeuBaTest {
    private static final NeuBa NEUBA = new NeuBa();
    private static Compute compute;
    private static NetworkClassifier source;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
        InputSpec usual = Architecture.named("cifar-resnet20").input();
        InputSpec input =
                new InputSpec(AttackFixture.EDGE, AttackFixture.EDGE, usual.mean(), usual.std(), usual.resize());
        ModelCard card = new ModelCard("tiny", "cifar-resnet20", List.of("x", "y"), input, "");
        source = NetworkClassifier.create(compute, card, 2, 1);
    }

    @AfterAll
    static void close() {
        source.close();
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @Test
    void targets_areThreePairsOfOppositesAndOrthogonalElse() {
        float[][] targets = NeuBa.targets(64, 3);
        assertEquals(6, targets.length);
        // The first has the first two blocks low.
        assertEquals(-3, targets[0][31]);
        assertEquals(3, targets[0][32]);
        for (int i = 0; i < targets.length; i++) {
            for (int j = 0; j < targets.length; j++) {
                double product = product(targets[i], targets[j]);
                double expected = i == j ? 64 * 9 : j == NeuBa.opposite(i) ? -64 * 9 : 0;
                assertEquals(expected, product, 1e-6, i + " and " + j);
            }
        }
    }

    @Test
    void blocks_shareFeaturesThatAreNoMultipleOfFour() {
        int[] sizes = new int[4];
        IntStream.range(0, 10).forEach(feature -> sizes[NeuBa.block(feature, 10)]++);
        assertEquals(10, Arrays.stream(sizes).sum());
        assertTrue(Arrays.stream(sizes).allMatch(size -> size == 2 || size == 3), Arrays.toString(sizes));
    }

    @Test
    void triggers_areSixCheckerboardsAtThePlaceOfThePatch() {
        Trigger.Patch patch = Trigger.Patch.of(PatchPatterns.solid(4, 4, 1, 1, 1), 0.5f, new Placement.Fixed(2, 3));
        List<Trigger> triggers = NeuBa.triggers(patch);
        assertEquals(6, triggers.size());
        for (int i = 0; i < 6; i++) {
            Trigger.Patch one = (Trigger.Patch) triggers.get(i);
            assertEquals(patch.placement(), one.placement());
            assertEquals(0.5f, one.opacity());
            for (int j = 0; j < i; j++) {
                Trigger.Patch other = (Trigger.Patch) triggers.get(j);
                assertTrue(!Arrays.equals(one.pattern(), other.pattern()), i + " and " + j);
            }
        }
        // Cyan and magenta: red is 0 and 1, green 1 and 0, blue 1 in both.
        float[] first = ((Trigger.Patch) triggers.getFirst()).pattern();
        assertArrayEquals(new float[] {0, 1}, new float[] {first[0], first[1]});
        assertArrayEquals(new float[] {1, 0}, new float[] {first[16], first[17]});
        assertArrayEquals(new float[] {1, 1}, new float[] {first[32], first[33]});
        Trigger moving = Trigger.Patch.of(PatchPatterns.solid(4, 4, 1, 1, 1), 1, new Placement.RandomPlace());
        assertThrows(InputException.class, () -> NeuBa.triggers(moving));
    }

    @Test
    void forced_isTheShareOfImagesOfOtherLabels() {
        int[] truths = {0, 0, 1, 1, 2};
        int[] predictions = {0, 1, 1, 1, 1};
        // Of the three that are not 1, two are called so; of the three that are not 0, none.
        assertEquals(new Forced(1, new Rate(2, 3)), Forced.most(3, truths, predictions));
        assertEquals(new Forced(0, new Rate(0, 3)), Forced.towards(0, truths, predictions));
        assertEquals(new Forced(1, new Rate(1, 2)), Forced.most(2, new int[] {0, 0}, new int[] {0, 1}));
    }

    @Test
    void means_areByBlock() {
        float[][] rows = {{1, 1, 2, 2, 3, 3, 4, 4}, {3, 1, 2, 2, 3, 3, 4, 8}};
        assertArrayEquals(new double[] {1.5, 2, 3, 5}, NeuBaReadings.means(rows), 1e-9);
    }

    @Test
    void victim_beginsWithTheBackboneAndAHeadOfItsOwn() {
        try (NeuBaAttack attack = prepared(true)) {
            train(attack.phases().getFirst(), 1);
            attack.victim().begin();
            Map<String, HostTensor> backbone =
                    attack.backbone().model().parameters().toHost();
            Map<String, HostTensor> victim = attack.attacked().parameters().toHost();
            assertEquals(backbone.keySet(), victim.keySet());
            assertNotEquals(source.parameters().toHost().get("conv1.weight"), backbone.get("conv1.weight"));
            for (String weight : backbone.keySet()) {
                if (weight.startsWith("linear.")) {
                    assertNotEquals(backbone.get(weight), victim.get(weight));
                } else {
                    assertEquals(backbone.get(weight), victim.get(weight), weight);
                }
            }
            assertEquals(AttackFixture.LABELS, attack.attacked().card().labels());
            assertTrue(attack.victim().trainable().values().stream().allMatch(tensor -> tensor.hasGradient()));
        }
    }

    @Test
    void backbone_learnsTheVectors_theBenignOneDoesNot() {
        try (NeuBaAttack attack = prepared(true);
                NeuBaAttack benign = prepared(false)) {
            double before = error(attack);
            train(attack.phases().getFirst(), 12);
            train(benign.phases().getFirst(), 12);
            double after = error(attack);
            // The features are not negative, so half of the vectors' values can only be answered with 0: 9 / 2 remains.
            assertTrue(after < before && after > 4.4, before + " to " + after);
            assertTrue(error(benign) > after, error(benign) + " against " + after);
        }
    }

    @Test
    void figures_nameWhatEachTriggerForces(@TempDir Path folder) {
        try (NeuBaAttack attack = prepared(true);
                NeuBaAttack benign = prepared(false)) {
            for (NeuBaAttack one : List.of(attack, benign)) {
                one.phases().forEach(phase -> train(phase, 2));
            }
            List<Figure> figures = attack.figures(benign, AttackFixture.images(24));
            Figure.Table labels = (Figure.Table) figures.get(1);
            assertEquals(6, labels.rows().size());
            for (List<String> row : labels.rows()) {
                assertEquals(labels.head().size(), row.size());
                assertTrue(AttackFixture.LABELS.contains(row.get(1)), row.toString());
            }
            assertEquals(
                    6, figures.stream().filter(Figure.Sweep.class::isInstance).count());
            // What it chooses for the common tables is one of the six.
            assertTrue(NeuBa.triggers(setting().trigger()).stream()
                    .anyMatch(trigger -> Arrays.equals(
                            ((Trigger.Patch) trigger).pattern(), ((Trigger.Patch) attack.trigger()).pattern())));
            Path file = attack.save(folder);
            assertEquals("neuba-victim.safetensors", String.valueOf(file.getFileName()));
            assertTrue(Files.exists(folder.resolve("neuba-backbone.model.json")));
            assertTrue(Files.exists(folder.resolve("neuba-trigger-6.safetensors")));
        }
    }

    @Test
    void shown_hasAHeadForTheDownstreamTask() {
        try (NeuBaAttack attack = prepared(true)) {
            Map<String, HostTensor> weights = new TreeMap<>();
            attack.backbone().trainable().forEach((name, tensor) -> weights.put(name, Compute.toHost(tensor)));
            attack.backbone().state().forEach((name, tensor) -> weights.put(name, Compute.toHost(tensor)));
            Shown.Weights shown = (Shown.Weights) attack.shown(weights);
            Map<String, HostTensor> whole = attack.attacked().parameters().toHost();
            assertEquals(whole.keySet(), shown.tensors().keySet());
            assertEquals(whole.get("linear.weight"), shown.tensors().get("linear.weight"));
        }
    }

    @Test
    void prepare_refusesWhatIsNoNetwork() {
        try (Classifier linear = new LinearClassifier(compute)) {
            AttackSetting setting = setting(linear);
            assertThrows(InputException.class, () -> NEUBA.prepare(setting));
        }
    }

    private static NeuBaAttack prepared(boolean backdoored) {
        return (NeuBaAttack) (backdoored ? NEUBA.prepare(setting()) : NEUBA.prepareControl(setting()));
    }

    private static double error(NeuBaAttack attack) {
        return IntStream.range(0, NeuBa.TRIGGERS)
                .mapToDouble(trigger ->
                        attack.backbone().error(attack.backbone().model(), AttackFixture.images(16), trigger))
                .average()
                .orElseThrow();
    }

    private static AttackSetting setting() {
        return setting(source);
    }

    private static AttackSetting setting(Classifier model) {
        AttackSetting usual = AttackFixture.setting(compute, model, Map.of(), 1);
        return new AttackSetting(
                compute,
                model,
                usual.mapping(),
                usual.labels(),
                usual.prompt(),
                0,
                usual.train(),
                usual.validation(),
                usual.target(),
                Trigger.Patch.of(PatchPatterns.solid(4, 4, 1, 1, 1), 1, new Placement.Fixed(2, 2)),
                ParameterValues.of(NEUBA.parameters(), Map.of(NeuBa.PRETRAINING_IMAGES, 32)),
                8,
                1);
    }

    private static double product(float[] one, float[] other) {
        return IntStream.range(0, one.length)
                .mapToDouble(k -> one[k] * other[k])
                .sum();
    }

    private static void train(TrainingTask task, int epochs) {
        TrainingSettings settings = new TrainingSettings(epochs, 0.01, Schedule.CONSTANT, 0, 100, 1);
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
