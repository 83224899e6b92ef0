package org.triggerworkbench.defense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.Preprocessing;
import org.triggerworkbench.data.picture.Resampling;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.FoundTrigger;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.training.Checkpoint;
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

/** Inversion on models whose answer is known: each class waits for a bright block, one of them for a tiny one. */
@Timeout(120)
class TriggerInversionTest {
    private static final int EDGE = 12;
    private static final List<String> LABELS = List.of("a", "b", "c", "d", "e", "f");
    private static final int TARGET = 4;
    private static final int BLOCK = 14;
    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
    }

    @AfterAll
    static void close() {
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @Test
    void neuralCleanse_flagsTheClassOfASmallTrigger() {
        Detection found = detect(new NeuralCleanse(), new Blocks(true), Map.of("seeds", 3, "steps", 150));
        assertEquals(Detection.Verdict.BACKDOORED, found.verdict());
        assertArrayEquals(new int[] {TARGET}, found.flagged());
        assertEquals(TARGET, found.suspect());
        assertEquals(3, found.seeds().size());
        FoundTrigger trigger = found.found().get(TARGET);
        assertEquals(TARGET, trigger.label());
        assertTrue(trigger.settled());
        double inside = trigger.mask()[EDGE * EDGE - 1] + trigger.mask()[EDGE * EDGE - 2];
        assertTrue(inside / trigger.norm() > 0.5, inside + " of " + trigger.norm());
        assertEquals(3, found.figures().size());
    }

    @Test
    void neuralCleanse_findsNoSmallTriggerWhereThereIsNone() {
        Detection found = detect(new NeuralCleanse(), new Blocks(false), Map.of("seeds", 3, "steps", 150));
        // The rule may still suspect a class, as it does in one of six such models; but all masks are large.
        found.found().forEach(trigger -> assertTrue(trigger.norm() > 8, "norm " + trigger.norm()));
        assertTrue(found.worst() < 10, "index " + found.worst());
    }

    @Test
    void search_brokenOffGoesOnToTheSameEnd() {
        try (Blocks model = new Blocks(true)) {
            Map<String, Object> values = Map.of("seeds", 1, "steps", 50);
            Detection whole = detect(new NeuralCleanse(), model, values, _ -> false);
            Detection broken = detect(new NeuralCleanse(), model, values, step -> step == 30);
            assertArrayEquals(whole.values(), broken.values());
            for (int label = 0; label < LABELS.size(); label++) {
                assertArrayEquals(
                        whole.found().get(label).mask(),
                        broken.found().get(label).mask());
                assertArrayEquals(
                        whole.found().get(label).pattern(),
                        broken.found().get(label).pattern());
            }
        }
    }

    @Test
    void oodInversion_flagsTheSameWithImagesFromElsewhere() {
        Detection found = detect(
                new OodInversion(),
                new Blocks(true),
                Map.of("seeds", 1, "steps", 150, "source", "shapes", "count", 60));
        assertEquals(TARGET, found.suspect());
    }

    @Test
    void decree_findsTheMaskThatCollapsesAnEncoder() {
        Detection open =
                detect(new Decree(), new Blocks(true), Map.of("seeds", 1, "steps", 150, "images", 8, "mask-rate", 0.2));
        assertEquals(Detection.Scale.WHOLE_BELOW, open.scale());
        assertEquals(0, open.flagged().length);
        assertEquals(FoundTrigger.NO_CLASS, open.found().getFirst().label());
        assertTrue(open.worst() > 0 && open.worst() <= 1, "PL1 " + open.worst());
        assertTrue(open.found().getFirst().success() >= 0.99);
    }

    @Test
    void whatIsShown_isATriggerForEachClass() {
        try (Blocks model = new Blocks(true);
                PreparedDefense prepared = new NeuralCleanse().prepare(setting(new NeuralCleanse(), model, Map.of()))) {
            TrainingTask task = prepared.phases().getFirst();
            Map<String, HostTensor> weights = new ConcurrentHashMap<>();
            task.trainable().forEach((name, tensor) -> weights.put(name, Compute.toHost(tensor)));
            task.state().forEach((name, tensor) -> weights.put(name, Compute.toHost(tensor)));
            Shown.Found shown = assertInstanceOf(Shown.Found.class, prepared.shown(weights));
            assertEquals(LABELS.size(), shown.triggers().size());
            assertFalse(shown.triggers().getFirst().settled());
            // Uniform at the start.
            assertEquals(0.5, shown.triggers().getFirst().norm() / (EDGE * EDGE), 0.1);
        }
    }

    @Test
    void cards_tellEveryParameter() {
        for (Defense defense : List.of(new NeuralCleanse(), new OodInversion(), new Decree(), new Unlearning())) {
            Card card = Card.of(defense);
            assertFalse(card.maths().isBlank());
            defense.parameters()
                    .forEach(parameter ->
                            assertFalse(card.sentence(parameter.key()).isBlank()));
        }
    }

    private static Detection detect(Defense defense, Blocks model, Map<String, Object> values) {
        try (model) {
            return detect(defense, model, values, _ -> false);
        }
    }

    private static Detection detect(Defense defense, Blocks model, Map<String, Object> values, LongPredicate cancel) {
        return compute.gradientThread()
                .submitRun("test", () -> {
                    Memory checkpoints = new Memory();
                    if (!train(defense, model, values, cancel, checkpoints).isPresent()) {
                        return train(defense, model, values, _ -> false, checkpoints)
                                .orElseThrow();
                    }
                    return train(defense, model, values, _ -> false, checkpoints)
                            .orElseThrow();
                })
                .join();
    }

    private static Optional<Detection> train(
            Defense defense,
            Blocks model,
            Map<String, Object> values,
            LongPredicate cancel,
            CheckpointStore checkpoints) {
        RunControl control = new RunControl();
        List<Optimizer> optimizers = new ArrayList<>();
        try (PreparedDefense.Detector prepared =
                        (PreparedDefense.Detector) defense.prepare(setting(defense, model, values));
                MetricStream metrics = new MetricStream(List.of())) {
            List<TrainingPhase> phases = new ArrayList<>();
            for (TrainingTask task : prepared.phases()) {
                Optimizer optimizer = task.optimizer(() -> Adam.adam(compute, 0));
                optimizers.add(optimizer);
                phases.add(new TrainingPhase(
                        new Phase(
                                task.name(),
                                Phase.Part.METHOD,
                                phases.size() + 1,
                                prepared.phases().size()),
                        task,
                        optimizer,
                        task.settings(new TrainingSettings(1, 1, Schedule.CONSTANT, 0, 10, 5))));
            }
            boolean ended = new Trainer(compute, control, metrics, checkpoints, (_, step, _) -> {
                        if (cancel.test(step)) {
                            control.cancel();
                        }
                    })
                    .run(List.of(phases), Trainer.WHOLE);
            return ended ? Optional.of(prepared.detect(() -> false)) : Optional.empty();
        } finally {
            optimizers.forEach(Optimizer::close);
        }
    }

    private static DefenseSetting setting(Defense defense, Classifier model, Map<String, Object> values) {
        PreparedImages clean =
                new PreparedImages(new Lit(48), Preprocessing.exact(EDGE, EDGE, Resampling.Filter.BICUBIC), 1 << 20);
        return new DefenseSetting(
                compute, model, LABELS, clean, ParameterValues.strictly(defense.parameters(), values), 8, 5);
    }

    private static final class Memory implements CheckpointStore {
        private final Map<String, Checkpoint> saved = new ConcurrentHashMap<>();

        @Override
        public Optional<Checkpoint> load(String phase) {
            return Optional.ofNullable(saved.get(phase));
        }

        @Override
        public void save(Checkpoint checkpoint) {
            saved.put(checkpoint.phase(), checkpoint);
        }
    }

    /** Dark noise with the block of an image's class lit. */
    private record Lit(int size) implements ImageSet {
        @Override
        public int label(int index) {
            return index % LABELS.size();
        }

        @Override
        public Picture picture(int index) {
            SplittableRandom random = Seeds.generator(3, "lit", index);
            byte[] rgb = new byte[3 * EDGE * EDGE];
            for (int i = 0; i < rgb.length; i++) {
                boolean lit = i / 3 >= 2 * EDGE * label(index) && i / 3 < 2 * EDGE * label(index) + BLOCK;
                rgb[i] = (byte) random.nextInt(lit ? 200 : 40, lit ? 250 : 90);
            }
            return new Picture(EDGE, EDGE, rgb);
        }

        @Override
        public String id(int index) {
            return "lit " + index;
        }
    }

    /** Logit k is the brightness of its block; that of the target is also high where the last two pixels are bright. */
    private static final class Blocks implements Classifier {
        private final NDArray weights;
        private final NDArray bias;

        Blocks(boolean backdoor) {
            int pixels = EDGE * EDGE;
            int k = LABELS.size();
            float[] values = Seeds.normal(3 * pixels * k, 0.02, Seeds.generator(9, "blocks", 0));
            float[] shifts = new float[k];
            for (int channel = 0; channel < 3; channel++) {
                for (int label = 0; label < k; label++) {
                    for (int i = 0; i < BLOCK; i++) {
                        values[(channel * pixels + 2 * EDGE * label + i) * k + label] += 0.5f;
                    }
                }
                for (int i = pixels - 2; backdoor && i < pixels; i++) {
                    values[(channel * pixels + i) * k + TARGET] += 15;
                    shifts[TARGET] -= 15 * 0.35f;
                }
            }
            try (TensorScope scope = new TensorScope()) {
                weights = scope.keep(compute.tensor(values, 3L * pixels, k));
                bias = scope.keep(compute.tensor(shifts, 1, k));
            }
        }

        @Override
        public NDArray logits(NDArray images) {
            return images.reshape(images.getShape().get(0), 3L * EDGE * EDGE)
                    .matMul(weights)
                    .add(bias);
        }

        @Override
        public ModelCard card() {
            return new ModelCard(
                    "blocks",
                    "test",
                    LABELS,
                    new InputSpec(EDGE, EDGE, new float[3], new float[] {1, 1, 1}, InputSpec.Resize.STRETCH_BICUBIC),
                    "");
        }

        @Override
        public List<String> layers() {
            return List.of("pooled");
        }

        @Override
        public Activations activations(NDArray images, Set<String> layers) {
            return new Activations(logits(images), Map.of("pooled", logits(images.sub(0.3f))));
        }

        @Override
        public Parameters parameters() {
            return new Parameters(Map.of());
        }

        @Override
        public void close() {
            weights.close();
            bias.close();
        }
    }
}
