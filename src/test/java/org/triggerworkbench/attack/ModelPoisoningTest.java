package org.triggerworkbench.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.load.ModelLoader;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.training.CheckpointStore;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.MetricStream;
import org.triggerworkbench.training.Phase;
import org.triggerworkbench.training.RunControl;
import org.triggerworkbench.training.Trainer;
import org.triggerworkbench.training.TrainingPhase;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.optimizer.Adam;
import org.triggerworkbench.training.optimizer.Optimizer;
import org.triggerworkbench.training.optimizer.Schedule;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/** BadNets and Blended on a ResNet for 8 x 8 pixels. */
class ModelPoisoningTest {
    private static final BadNets BADNETS = new BadNets();
    private static Compute compute;
    private static NetworkClassifier source;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
        InputSpec usual = Architecture.named("cifar-resnet20").input();
        InputSpec input =
                new InputSpec(AttackFixture.EDGE, AttackFixture.EDGE, usual.mean(), usual.std(), usual.resize());
        ModelCard card = new ModelCard("tiny", "cifar-resnet20", AttackFixture.LABELS, input, "");
        source = NetworkClassifier.create(compute, card, AttackFixture.LABELS.size(), 1);
    }

    @AfterAll
    static void close() {
        source.close();
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @Test
    void prepare_poisonsAShareThatIsNotOfTheTarget() {
        AttackSetting setting = setting(source, null);
        try (ImageAttack attack = BADNETS.prepare(setting);
                ImageAttack control = BADNETS.prepareControl(setting)) {
            assertEquals(20, attack.poisoned().orElseThrow().length);
            assertTrue(IntStream.of(attack.poisoned().orElseThrow())
                    .noneMatch(image -> setting.train().label(image) == AttackFixture.TARGET));
            assertEquals(0, control.poisoned().orElseThrow().length);
            assertEquals(setting.trigger(), attack.trigger());
        }
    }

    @Test
    void prepare_trainsACopyFromTheSameWeightsAndKeepsStatisticsAsState() {
        Map<String, HostTensor> before = source.parameters().toHost();
        AttackSetting setting = setting(source, null);
        try (ImageAttack attack = BADNETS.prepare(setting);
                ImageAttack control = BADNETS.prepareControl(setting)) {
            assertEquals(before, attack.attacked().parameters().toHost());
            assertEquals(before, control.attacked().parameters().toHost());
            assertTrue(AttackFixture.task(attack).state().containsKey("bn1.running_mean"));
            assertFalse(AttackFixture.task(attack).trainable().containsKey("bn1.running_mean"));
            assertEquals(
                    before.size(),
                    AttackFixture.task(attack).state().size()
                            + AttackFixture.task(attack).trainable().size());
            train(attack, 1);
            Map<String, HostTensor> after = attack.attacked().parameters().toHost();
            assertNotEquals(before.get("conv1.weight"), after.get("conv1.weight"));
            assertNotEquals(before.get("bn1.running_mean"), after.get("bn1.running_mean"));
            assertEquals(before, source.parameters().toHost());
            assertEquals(before, control.attacked().parameters().toHost());
        }
    }

    @Test
    void training_teachesTheTriggerToTheAttackAlone() {
        AttackSetting setting = setting(source, null);
        try (ImageAttack attack = BADNETS.prepare(setting);
                ImageAttack control = BADNETS.prepareControl(setting)) {
            double attacked = figure(train(attack, 15), "attackSuccessRate");
            double clean = figure(train(control, 15), "attackSuccessRate");
            assertTrue(attacked > 0.9 && clean < 0.5, attacked + " against " + clean);
        }
    }

    @Test
    void save_isAModelThatAnswersTheSame(@TempDir Path folder) {
        AttackSetting setting = setting(source, null);
        try (ImageAttack attack = BADNETS.prepare(setting)) {
            train(attack, 1);
            Path file = attack.save(folder);
            assertEquals("backdoored-model.safetensors", String.valueOf(file.getFileName()));
            try (Classifier loaded = (Classifier) new ModelLoader(compute).load(file, null, null);
                    TensorScope _ = new TensorScope()) {
                assertEquals(attack.attacked().card().labels(), loaded.card().labels());
                assertEquals(AttackFixture.EDGE, loaded.card().input().width());
                var images = compute.images(
                        setting.validation().batch(new int[] {0, 1, 2}), 3, AttackFixture.EDGE, AttackFixture.EDGE);
                assertEquals(Compute.toHost(attack.attacked().logits(images)), Compute.toHost(loaded.logits(images)));
            }
        }
    }

    @Test
    void prepare_refusesWhatCannotBeTrained() {
        try (LinearClassifier linear = new LinearClassifier(compute)) {
            InputException refused = assertThrows(InputException.class, () -> BADNETS.prepare(setting(linear, null)));
            assertTrue(refused.sentence().contains("start from new weights"), refused.sentence());
        }
    }

    @Test
    void blended_takesABlendAlone() {
        Blended blended = new Blended();
        AttackSetting patch = setting(source, null);
        assertThrows(InputException.class, () -> blended.prepare(patch));
        assertThrows(InputException.class, () -> blended.prepareControl(patch));
        float[] key =
                PatchPatterns.noise(AttackFixture.EDGE, AttackFixture.EDGE, 1).values();
        AttackSetting blend = setting(source, new Trigger.Blend(AttackFixture.EDGE, AttackFixture.EDGE, key, 0.5f));
        try (ImageAttack attack = blended.prepare(blend)) {
            double attacked = figure(train(attack, 15), "attackSuccessRate");
            assertTrue(attacked > 0.9, "rate " + attacked);
        }
    }

    private static AttackSetting setting(Classifier model, @Nullable Trigger trigger) {
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
                trigger == null
                        ? Trigger.Patch.of(PatchPatterns.solid(4, 4, 1, 1, 1), 1, new Placement.Fixed(2, 2))
                        : trigger,
                ParameterValues.of(BADNETS.parameters(), Map.of(BadVisualPrompt.RATE, 0.5)),
                8,
                1);
    }

    private static double figure(Map<String, Double> figures, String name) {
        return figures.getOrDefault(name, Double.NaN);
    }

    /** Trains with Adam; returns the last epoch's figures. */
    private static Map<String, Double> train(ImageAttack attack, int epochs) {
        List<Map<String, Double>> figures = new CopyOnWriteArrayList<>();
        TrainingSettings settings = new TrainingSettings(epochs, 0.01, Schedule.CONSTANT, 0, 100, 1);
        try (MetricStream metrics = new MetricStream(List.of(event -> {
            if (event instanceof MetricEvent.Epoch epoch) {
                figures.add(epoch.metrics());
            }
        }))) {
            compute.gradientThread()
                    .submitRun("test", () -> {
                        try (Optimizer optimizer = Adam.adam(compute, 0)) {
                            return new Trainer(compute, new RunControl(), metrics, CheckpointStore.NONE, null)
                                    .run(new TrainingPhase(
                                            Phase.only(attack.name(), Phase.Part.METHOD),
                                            AttackFixture.task(attack),
                                            optimizer,
                                            settings));
                        }
                    })
                    .join();
        }
        return figures.getLast();
    }
}
