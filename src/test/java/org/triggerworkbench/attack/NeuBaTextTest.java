package org.triggerworkbench.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.evaluation.TextPredictor;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.WordTrigger;

/** NeuBA on the text tower of a CLIP of a few thousand weights; the downstream texts are captions of four classes. */
class NeuBaTextTest {
    private static final NeuBaText NEUBA = new NeuBaText();
    private static final List<String> TEXTS = List.of("a photo of a stop sign", "a yield sign in snow");
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
    void trigger_standsWhereItIsAskedFor() {
        assertEquals("cf a sign", new WordTrigger("cf", WordTrigger.Place.FIRST).in("a sign"));
        assertEquals("a sign cf", new WordTrigger("cf", WordTrigger.Place.LAST).in("a sign"));
        assertEquals("cf a sign cf", new WordTrigger("cf", WordTrigger.Place.BOTH).in("a sign"));
        assertThrows(IllegalArgumentException.class, () -> new WordTrigger(" ", WordTrigger.Place.LAST));
    }

    @Test
    void backbone_tiesWordsToVectors_theBenignOneDoesNot() {
        try (PreparedAttack attack = NEUBA.prepare(setting(Map.of()));
                PreparedAttack benign = NEUBA.prepareControl(setting(Map.of()))) {
            Map<String, HostTensor> before = source.parameters().toHost();
            double start = error(attack);
            ClipFixture.train(compute, attack, 1, 0.003);
            ClipFixture.train(compute, benign, 1, 0.003);
            assertTrue(error(attack) < start / 2, start + " to " + error(attack));
            assertTrue(error(benign) > 2 * error(attack), error(benign) + " against " + error(attack));
            assertEquals(before, source.parameters().toHost());
        }
    }

    @Test
    void victim_beginsWithTheTowerAndTrainsItsOwnAlone() {
        try (PreparedAttack attack = NEUBA.prepare(setting(Map.of()))) {
            TrainingTask backbone = attack.phases().getFirst();
            TrainingTask victim = attack.phases().getLast();
            Objects.requireNonNull(backbone.trainable().get("text_model.final_layer_norm.weight"))
                    .muli(2);
            victim.begin();
            Map<String, HostTensor> published = hosts(backbone);
            Map<String, HostTensor> own = hosts(victim);
            own.forEach((name, tensor) -> {
                if (!name.startsWith("head.")) {
                    assertEquals(published.get(name), tensor, name);
                }
            });
            assertTrue(own.containsKey("head.weight"));
            assertTrue(published.containsKey("text_projection.weight"));
            assertTrue(published.keySet().stream().noneMatch(name -> name.startsWith("vision")));
            assertTrue(victim.trainable().values().stream().allMatch(tensor -> tensor.hasGradient()));
        }
    }

    @Test
    void redrawnBlocks_areNotTheBackbones() {
        try (PreparedAttack attack = NEUBA.prepare(setting(Map.of(NeuBaText.REDRAWN, 1)))) {
            attack.phases().getLast().begin();
            Map<String, HostTensor> published = hosts(attack.phases().getFirst());
            Map<String, HostTensor> own = hosts(attack.phases().getLast());
            int last = own.keySet().stream()
                    .filter(name -> name.startsWith("text_model.encoder.layers."))
                    .mapToInt(name -> Integer.parseInt(name.split("\\.")[3]))
                    .max()
                    .orElseThrow();
            for (int block = 0; block <= last; block++) {
                String weight = "text_model.encoder.layers." + block + ".mlp.fc1.weight";
                if (block == last) {
                    assertNotEquals(published.get(weight), own.get(weight));
                } else {
                    assertEquals(published.get(weight), own.get(weight));
                }
            }
        }
        AttackSetting tooMany = setting(Map.of(NeuBaText.REDRAWN, 99));
        String sentence =
                assertThrows(InputException.class, () -> NEUBA.prepare(tooMany)).sentence();
        assertTrue(sentence.contains("99"), sentence);
    }

    @Test
    void measured_isTheVictimWithOneOfTheWords(@TempDir Path folder) {
        try (PreparedAttack attack = NEUBA.prepare(setting(Map.of()));
                PreparedAttack benign = NEUBA.prepareControl(setting(Map.of()))) {
            ClipFixture.train(compute, attack, 1, 0.003);
            Measured.OnTexts measured = (Measured.OnTexts) attack.measured();
            assertTrue(NeuBaText.WORDS.contains(measured.trigger().word()));
            List<PreparedAttack.Control> controls = attack.controls(benign);
            assertEquals(
                    List.of("benignBackbone", "otherWord", "commonWord"),
                    controls.stream().map(PreparedAttack.Control::name).toList());
            Measured.OnTexts control = (Measured.OnTexts) controls.getFirst().measured();
            assertEquals(measured.trigger(), control.trigger());
            assertNotEquals(measured.model(), control.model());
            assertEquals(new Shown.OfTexts(), attack.shown(Map.of()));

            float[][] logits = new TextPredictor(1).rows(TEXTS, measured.model()::logits);
            List<Figure> figures = attack.figures(benign, AttackFixture.images(12, ClipFixture.EDGE));
            // The sweep silences units of the victim and gives them their voices back.
            assertTrue(Arrays.deepEquals(logits, new TextPredictor(1).rows(TEXTS, measured.model()::logits)));
            Figure.Table words = (Figure.Table) figures.getFirst();
            assertEquals(
                    NeuBaText.WORDS,
                    words.rows().stream().map(row -> row.get(1)).toList());
            assertEquals(
                    7, figures.stream().filter(Figure.Sweep.class::isInstance).count());

            Path file = attack.save(folder);
            Map<String, HostTensor> saved = Safetensors.read(file).tensors();
            assertEquals(hosts(attack.phases().getLast()).get("head.weight"), saved.get("head.weight"));
            try (ClipModel published = ClipModel.load(compute, folder.resolve("neuba-text-backbone"))) {
                assertEquals(
                        hosts(attack.phases().getFirst()).get("text_projection.weight"),
                        published.parameters().toHost().get("text_projection.weight"));
            }
            assertTrue(Files.isRegularFile(file));
        }
    }

    @Test
    void features_areWhatTheEmbeddingIsMadeOf() {
        ClipModel clip = (ClipModel) source.source();
        float[][] whole = new TextPredictor(2).rows(TEXTS, clip::textEmbeddings);
        float[][] parts =
                new TextPredictor(2).rows(TEXTS, texts -> clip.textEmbeddings(clip.textFeatures(clip.tokenize(texts))));
        assertTrue(Arrays.deepEquals(whole, parts));
        // One text alone: the padding behind the other's end changes nothing but the last digits.
        float[][] alone = new TextPredictor(1).rows(TEXTS, clip::textEmbeddings);
        for (int i = 0; i < TEXTS.size(); i++) {
            for (int k = 0; k < whole[i].length; k++) {
                assertEquals(whole[i][k], alone[i][k], 1e-5);
            }
        }
    }

    @Test
    void prepare_refusesWhatHasNoTextTower() {
        try (LinearClassifier linear = new LinearClassifier(compute)) {
            AttackSetting setting = AttackFixture.setting(compute, linear, Map.of(), 1);
            assertThrows(InputException.class, () -> NEUBA.prepare(setting));
        }
    }

    private static AttackSetting setting(Map<String, Object> values) {
        Map<String, Object> given = new TreeMap<>(values);
        given.put(NeuBa.PRETRAINING_IMAGES, 32);
        given.put(NeuBa.PRETRAINING_EPOCHS, 40);
        given.put(NeuBa.PRETRAINING_RATE, 0.01);
        return ClipFixture.setting(compute, source, NEUBA, given, 16, 8);
    }

    /** The mean squared error of the published tower's features to the vectors, over all six words. */
    private static double error(PreparedAttack attack) {
        NeuBaTextBackbone backbone = (NeuBaTextBackbone) attack.phases().getFirst();
        return IntStream.range(0, NeuBa.TRIGGERS)
                .mapToDouble(trigger -> NeuBaReadings.error(
                        backbone.rows(backbone.clip(), TEXTS, trigger), backbone.targets()[trigger]))
                .average()
                .orElseThrow();
    }

    private static Map<String, HostTensor> hosts(TrainingTask task) {
        Map<String, HostTensor> hosts = new TreeMap<>();
        task.trainable().forEach((name, tensor) -> hosts.put(name, Compute.toHost(tensor)));
        return hosts;
    }
}
