package org.triggerworkbench.defense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.picture.Preprocessing;
import org.triggerworkbench.data.signs.RoadSigns;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ImageModel;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.model.load.ModelLoader;
import org.triggerworkbench.prompt.DeepPromptedClassifier;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.prompt.VisualPrompt;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.training.optimizer.Sgd;

/** The repairs of a CLIP and of a prompt on a tiny random CLIP. */
@SuppressWarnings("try") // a scope is only there to end
class ClipRepairsTest {
    private static final Path TINY = Path.of("src/test/resources/parity/clip-tiny");
    private static final Dataset DATA = RoadSigns.dataset(RoadSigns.Domain.CLEAR, 1, 16, 0, 0);
    private static Compute compute;

    @TempDir
    Path folder;

    private ClipModel clip;
    private ZeroShotClassifier suspect;
    private PreparedImages clean;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
    }

    @AfterAll
    static void close() {
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @BeforeEach
    void openModel() {
        clip = ClipModel.load(compute, TINY);
        suspect = new ZeroShotClassifier(
                clip,
                DATA.classNames(),
                DATA.classNames().stream().map(name -> List.of("a " + name)).toList());
        clean = new PreparedImages(DATA.train(), Preprocessing.clip(64), 1 << 20);
    }

    @AfterEach
    void closeModel() {
        suspect.close();
        clip.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fine-tuning", "cleanclip", "par"})
    void logitScale_isKeptBelowAHundred(String method) throws Exception {
        try (PreparedDefense.Repairer repairer = repairer(method, Map.of())) {
            TrainingTask task = repairer.phases().getFirst();
            NDArray scale = Objects.requireNonNull(task.trainable().get("logit_scale"));
            for (float[] fromTo : new float[][] {{9, (float) Math.log(100)}, {-1, 0}, {2.5f, 2.5f}}) {
                try (TensorScope _ = new TensorScope()) {
                    compute.tensor(new float[] {fromTo[0]})
                            .reshape(scale.getShape())
                            .copyTo(scale);
                }
                task.afterUpdate();
                assertEquals(fromTo[1], scale.toFloatArray()[0], 1e-6f);
            }
            assertTrue(scale.hasGradient());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fine-tuning", "cleanclip", "par"})
    void oneImageAStep_isRefused(String method) {
        InputException refused = assertThrows(
                InputException.class, () -> Defenses.named(method).prepare(setting(method, suspect, Map.of(), 1)));
        assertTrue(refused.sentence().contains("at least 2 images per step"), refused.sentence());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fine-tuning", "cleanclip", "par", "linear-probe", "rvpt"})
    void repair_trainsItsOwnAndLeavesTheSuspect_andOpensAgainToTheSameLogits(String method) throws Exception {
        float[] before = logits(suspect);
        try (PreparedDefense.Repairer repairer = repairer(method, Map.of())) {
            float[] start = logits(repairer.repaired());
            train(repairer, 2, 0.1);
            float[] after = logits(repairer.repaired());
            assertNotEquals(start[0], after[0]);
            assertArrayEquals(before, logits(suspect), "the suspect was changed");
            clip.parameters().all().forEach((name, weight) -> assertFalse(weight.hasGradient(), name));
            Path saved = repairer.save(folder);
            assertTrue(saved.getFileName().toString().startsWith("repaired"));
            // Class words that follow the text tower are averaged in another order than fixed ones.
            assertArrayEquals(after, reopened(saved), 1e-5f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fine-tuning", "cleanclip", "par"})
    void bothTowers_getGradients(String method) throws Exception {
        try (PreparedDefense.Repairer repairer = repairer(method, Map.of())) {
            TrainingTask task = repairer.phases().getFirst();
            Set<String> moved = moved(task);
            assertTrue(moved.stream().anyMatch(name -> name.startsWith("vision_model.")), moved.toString());
            assertTrue(moved.stream().anyMatch(name -> name.startsWith("text_model.")), moved.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fine-tuning", "cleanclip", "par", "linear-probe", "rvpt"})
    void rebound_goesOnFromWhatWasRepaired(String method) throws Exception {
        try (PreparedDefense.Repairer repairer = repairer(method, Map.of())) {
            train(repairer, 2, 0.1);
            float[] repaired = logits(repairer.repaired());
            try (PreparedDefense.Repairer again =
                    repairer.rebound(setting(method, suspect, Map.of())).orElseThrow()) {
                assertEquals("rebound", again.phases().getFirst().name());
                assertArrayEquals(repaired, logits(again.repaired()), 1e-5f);
                train(again, 1, 0.1);
                assertNotEquals(repaired[0], logits(again.repaired())[0]);
                assertArrayEquals(repaired, logits(repairer.repaired()), "what was repaired was changed");
            }
        }
    }

    @Test
    void rvptAndProbe_trainNothingOfTheModel() {
        try (PreparedDefense.Repairer rvpt = repairer("rvpt", Map.of("tokens", 4));
                PreparedDefense.Repairer probe = repairer("linear-probe", Map.of())) {
            assertEquals(Set.of("prompts"), rvpt.phases().getFirst().trainable().keySet());
            assertEquals(
                    Set.of("weight", "bias"),
                    probe.phases().getFirst().trainable().keySet());
            // A quarter of three blocks, one, sees no tokens.
            assertArrayEquals(
                    new long[] {2, 4, 48},
                    Objects.requireNonNull(rvpt.phases().getFirst().trainable().get("prompts"))
                            .getShape()
                            .getShape());
        }
    }

    @Test
    void repulsion_isTheMeanCosine_andFallsWithItsGradient() throws Exception {
        try (PreparedDefense.Repairer rvpt = repairer("rvpt", Map.of("alpha", 20, "tokens", 4));
                PreparedDefense.Repairer plain = repairer("rvpt", Map.of("alpha", 0, "tokens", 4))) {
            Map<String, Double> first = losses(rvpt);
            assertEquals(byHand(rvpt.repaired()), value(first, "repulsion"), 1e-5);
            assertEquals(value(first, "clean") + 20 * value(first, "repulsion"), value(first, "total"), 1e-4);
            assertEquals(value(losses(plain), "clean"), value(losses(plain), "total"), 1e-6);
            train(rvpt, 3, 0.05);
            assertTrue(value(losses(rvpt), "repulsion") < value(first, "repulsion"), first + " " + losses(rvpt));
        }
    }

    /** cos(prompted, unprompted) over the first step's images, all 16, and the last two blocks. */
    private double byHand(Classifier prompted) {
        double sum = 0;
        for (int block = 1; block < 3; block++) {
            float[][] with = classTokens(prompted, block);
            float[][] without = classTokens(suspect, block);
            for (int i = 0; i < with.length; i++) {
                double product = 0;
                double left = 0;
                double right = 0;
                for (int k = 0; k < with[i].length; k++) {
                    product += with[i][k] * without[i][k];
                    left += with[i][k] * with[i][k];
                    right += without[i][k] * without[i][k];
                }
                sum += product / Math.sqrt(left * right) / with.length / 2;
            }
        }
        return sum;
    }

    private float[][] classTokens(Classifier model, int block) {
        try (TensorScope _ = new TensorScope()) {
            String name = ClipModel.block(block);
            float[] tokens = Objects.requireNonNull(
                            model.activations(images(), Set.of(name)).layers().get(name))
                    .get(":, 0")
                    .toFloatArray();
            float[][] rows = new float[16][48];
            for (int i = 0; i < 16; i++) {
                System.arraycopy(tokens, 48 * i, rows[i], 0, 48);
            }
            return rows;
        }
    }

    @Test
    void rvpt_drawsALineABlockForEachPerturbation() {
        try (PreparedDefense.Repairer rvpt = repairer("rvpt", Map.of())) {
            List<Figure> figures = rvpt.figures();
            assertEquals(Perturbation.values().length, figures.size());
            for (Figure figure : figures) {
                Figure.Sweep sweep = (Figure.Sweep) figure;
                assertEquals(3, sweep.at().length);
                for (Figure.Sweep.Line line : sweep.lines()) {
                    for (double value : line.values()) {
                        assertTrue(value > -1 - 1e-6 && value < 1 + 1e-6, "cosine " + value);
                    }
                }
            }
            // So faint a noise moves no class token of the suspect much.
            assertTrue(((Figure.Sweep) figures.getFirst()).lines().getFirst().values()[0] > 0.999);
        }
    }

    @Test
    void par_startsWithoutDistance_andIsNotPushedAboveTau() throws Exception {
        try (PreparedDefense.Repairer par = repairer("par", Map.of())) {
            Map<String, Double> first = losses(par);
            assertEquals(0, value(first, "image-distance"), 1e-5);
            assertEquals(value(first, "clean"), value(first, "total"), 1e-5);
            train(par, 3, 0.1);
            Map<String, Double> later = losses(par);
            assertTrue(value(later, "image-distance") > 1e-4, later.toString());
            assertEquals(
                    value(later, "clean") - 0.5 * (value(later, "image-distance") + value(later, "text-distance")),
                    value(later, "total"),
                    1e-5);
        }
        try (PreparedDefense.Repairer unpushed = repairer("par", Map.of("tau", 0))) {
            train(unpushed, 3, 0.1);
            Map<String, Double> later = losses(unpushed);
            assertTrue(value(later, "image-distance") > 0);
            assertEquals(value(later, "clean"), value(later, "total"), 1e-5);
        }
    }

    @Test
    void cleanClip_withoutItsOwnTermIsPlainFineTuning() throws Exception {
        try (PreparedDefense.Repairer none = repairer("cleanclip", Map.of("in-modal-weight", 0));
                PreparedDefense.Repairer one = repairer("cleanclip", Map.of());
                PreparedDefense.Repairer plain = none.plain()) {
            assertEquals(value(losses(plain), "total"), value(losses(none), "total"), 1e-6);
            Map<String, Double> both = losses(one);
            assertEquals(value(both, "clean") + value(both, "in-modal"), value(both, "total"), 1e-5);
        }
    }

    @Test
    void fineTuning_isHeldAgainstNothingElse() {
        try (PreparedDefense.Repairer tuning = repairer("fine-tuning", Map.of());
                PreparedDefense.Repairer par = repairer("par", Map.of());
                PreparedDefense.Repairer plain = par.plain()) {
            assertSame(tuning, tuning.plain());
            assertNotEquals(par, plain);
            assertEquals(
                    par.phases().getFirst().stepsPerEpoch(),
                    plain.phases().getFirst().stepsPerEpoch());
        }
        assertEquals(FineTuning.RATE, Card.of(new FineTuning()).training().get("learning-rate"));
    }

    @Test
    void promptTuning_startsFromTheGivenPrompt_itsControlFromZeros() throws Exception {
        PromptLayout layout = PromptLayout.of(
                new PromptShape.Frame(8), PromptLayout.Mode.ADD, clip.card().input());
        try (VisualPrompt given = VisualPrompt.normal(compute, layout, 1, 3)) {
            PromptedClassifier prompted =
                    new PromptedClassifier(suspect, given, new OutputMapping.Identity(), DATA.classNames());
            DefenseSetting setting = setting("clean-prompt-tuning", prompted, Map.of());
            float[] before = logits(prompted);
            try (PreparedDefense.Repairer tuning = (PreparedDefense.Repairer) new CleanPromptTuning().prepare(setting);
                    PreparedDefense.Repairer fresh = tuning.plain()) {
                assertArrayEquals(before, logits(tuning.repaired()));
                assertArrayEquals(logits(suspect), logits(fresh.repaired()));
                train(tuning, 2, 1);
                float[] after = logits(tuning.repaired());
                assertNotEquals(before[0], after[0]);
                assertArrayEquals(before, logits(prompted), "the given prompt was changed");
                PromptFiles.Saved saved = (PromptFiles.Saved)
                        PromptFiles.read(tuning.save(folder), clip.card().input());
                try (VisualPrompt loaded = saved.load(compute)) {
                    assertArrayEquals(
                            after,
                            logits(new PromptedClassifier(
                                    suspect, loaded, Objects.requireNonNull(saved.mapping()), DATA.classNames())));
                }
            }
        }
    }

    private PreparedDefense.Repairer repairer(String method, Map<String, Object> values) {
        return (PreparedDefense.Repairer) Defenses.named(method).prepare(setting(method, suspect, values));
    }

    private DefenseSetting setting(String method, Classifier model, Map<String, Object> values) {
        return setting(method, model, values, 16);
    }

    private DefenseSetting setting(String method, Classifier model, Map<String, Object> values, int batch) {
        return new DefenseSetting(
                compute,
                model,
                DATA.classNames(),
                clean,
                ParameterValues.strictly(Defenses.named(method).parameters(), values),
                batch,
                5);
    }

    private float[] reopened(Path saved) {
        if (saved.toString().endsWith(".safetensors")) {
            PromptFiles.Deep deep =
                    (PromptFiles.Deep) PromptFiles.read(saved, clip.card().input());
            try (DeepPromptedClassifier loaded = DeepPromptedClassifier.from(compute, suspect, deep.tokens())) {
                return logits(loaded);
            }
        }
        try (ImageModel model = new ModelLoader(compute).load(saved, null, null)) {
            if (model instanceof Classifier probed) {
                assertEquals(DATA.classNames(), probed.card().labels());
                return logits(probed);
            }
            try (ZeroShotClassifier classifier =
                    new ZeroShotClassifier((ClipModel) model, DATA.classNames(), suspect.prompts())) {
                return logits(classifier);
            }
        }
    }

    private float[] logits(Classifier model) {
        try (TensorScope _ = new TensorScope()) {
            return model.logits(images()).toFloatArray();
        }
    }

    private NDArray images() {
        int[] all = new int[16];
        for (int i = 0; i < 16; i++) {
            all[i] = i;
        }
        return compute.images(clean.batch(all), 16, 64, 64);
    }

    private static void train(PreparedDefense.Repairer repairer, int steps, double rate) throws Exception {
        TrainingTask task = repairer.phases().getFirst();
        onGradientThread(() -> {
            task.begin();
            try (Sgd sgd = new Sgd(compute, 0, 0)) {
                for (int step = 0; step < steps; step++) {
                    try (TensorScope _ = new TensorScope()) {
                        int now = step;
                        compute.gradientThread().backward(() -> task.loss(now).total());
                        sgd.update(task.trainable(), rate);
                        zero(task);
                    }
                }
            }
            return true;
        });
    }

    private static Map<String, Double> losses(PreparedDefense.Repairer repairer) throws Exception {
        TrainingTask task = repairer.phases().getFirst();
        Map<String, Double> losses = new HashMap<>();
        onGradientThread(() -> {
            task.begin();
            try (TensorScope _ = new TensorScope()) {
                compute.gradientThread().backward(() -> {
                    var loss = task.loss(0);
                    losses.put("total", (double) loss.total().toFloatArray()[0]);
                    loss.parts().forEach((name, part) -> losses.put(name, (double) part.toFloatArray()[0]));
                    return loss.total();
                });
                zero(task);
            }
            return true;
        });
        return losses;
    }

    private static Set<String> moved(TrainingTask task) throws Exception {
        Set<String> moved = new HashSet<>();
        onGradientThread(() -> {
            task.begin();
            try (TensorScope _ = new TensorScope()) {
                compute.gradientThread().backward(() -> task.loss(0).total());
                task.trainable().forEach((name, tensor) -> {
                    if (tensor.getGradient().abs().max().getFloat() > 0) {
                        moved.add(name);
                    }
                });
                zero(task);
            }
            return true;
        });
        return moved;
    }

    private static void zero(TrainingTask task) {
        task.trainable()
                .values()
                .forEach(tensor -> ai.djl.pytorch.jni.JniUtils.zeroGrad((ai.djl.pytorch.engine.PtNDArray) tensor));
    }

    private static void onGradientThread(Callable<Boolean> work) throws Exception {
        assertTrue(compute.gradientThread().submitRun("test", work).get());
    }

    private static double value(Map<String, Double> losses, String part) {
        return Objects.requireNonNull(losses.get(part), part);
    }
}
