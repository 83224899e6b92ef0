package org.triggerworkbench.model.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.pickle.PthFiles;
import org.triggerworkbench.model.TokenBatch;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.text.InputException;

@SuppressWarnings("try") // a scope is only there to end
class ClipModelTest {
    private static final Path TINY = Path.of("src/test/resources/parity/clip-tiny");
    private static final List<String> TEXTS = List.of("a photo of a stop sign", "turn left");
    private static Compute compute;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void forward_leavesNoTensorsBehind() {
        try (ClipModel model = ClipModel.load(compute, TINY);
                ZeroShotClassifier classifier = classifier(model)) {
            int before = compute.liveTensors();
            for (int i = 0; i < 20; i++) {
                try (TensorScope scope = new TensorScope()) {
                    classifier.logits(images(2)).toFloatArray();
                    classifier.activations(images(2), Set.copyOf(model.layers()));
                    assertEquals(3, classifier.attention(images(1)).size());
                    model.textEmbeddings(TEXTS);
                }
            }
            assertEquals(before, compute.liveTensors());
        }
        assertEquals(0, compute.liveTensors());
    }

    @Test
    void forward_keepsOnlyItsResult() {
        try (ClipModel model = ClipModel.load(compute, TINY);
                TensorScope scope = new TensorScope()) {
            NDArray images = images(2);
            int before = compute.liveTensors();
            model.imageEmbeddings(images);
            assertEquals(before + 1, compute.liveTensors());
        }
    }

    @Test
    void backward_reachesTheImageButNoFrozenWeight() throws Exception {
        gradient(name -> false, model -> {
            model.parameters().all().forEach((name, weight) -> assertFalse(weight.hasGradient(), name));
            return true;
        });
    }

    @Test
    void backward_reachesATrainableWeight() throws Exception {
        String name = "visual_projection.weight";
        gradient(name::equals, model -> {
            assertTrue(largest(model.parameters().get(name).getGradient()) > 0);
            assertFalse(model.parameters().get("text_projection.weight").hasGradient());
            return true;
        });
    }

    @Test
    void save_givesAFolderThatLoadsToTheSameNumbers() {
        ClipTokenizer tokenizer = ClipTokenizer.load(TINY.resolve("tokenizer.json"));
        ClipConfig config;
        try (ClipModel tiny = ClipModel.load(compute, TINY)) {
            config = tiny.config();
        }
        try (TensorScope scope = new TensorScope();
                ClipModel made = ClipModel.create(compute, config, ClipModel.publishedInput(64), tokenizer, 7)) {
            made.save(folder);
            try (ClipModel loaded = ClipModel.load(compute, folder)) {
                NDArray images = images(2);
                assertEquals(config, loaded.config());
                assertArrayEquals(
                        made.imageEmbeddings(images).toFloatArray(),
                        loaded.imageEmbeddings(images).toFloatArray());
                assertArrayEquals(
                        made.textEmbeddings(TEXTS).toFloatArray(),
                        loaded.textEmbeddings(TEXTS).toFloatArray());
            }
        }
    }

    @Test
    void textEmbeddings_doNotDependOnThePadding() {
        try (ClipModel model = ClipModel.load(compute, TINY);
                TensorScope scope = new TensorScope()) {
            TokenBatch both = model.tokenize(TEXTS);
            float[] alone = model.textEmbeddings(List.of("turn left")).toFloatArray();
            float[] padded = model.textEmbeddings(model.tokenEmbeddings(both), both)
                    .get(1)
                    .toFloatArray();
            assertArrayEquals(alone, padded, 1e-6f);
        }
    }

    @Test
    void load_takesWeightsOfPyTorchToo() throws IOException {
        for (String file : List.of("config.json", "preprocessor_config.json", "tokenizer.json")) {
            Files.copy(TINY.resolve(file), folder.resolve(file));
        }
        Map<String, HostTensor> weights =
                Safetensors.read(TINY.resolve("model.safetensors")).tensors();
        Map<String, HostTensor> wrapped = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> wrapped.put("clip." + name, HostTensor.of(tensor.floats(), tensor.shape())));
        wrapped.remove("clip.text_model.embeddings.position_ids");
        wrapped.remove("clip.vision_model.embeddings.position_ids");
        PthFiles.write(folder.resolve("pytorch_model.bin"), Map.of("state_dict", wrapped));
        try (ClipModel loaded = ClipModel.load(compute, folder)) {
            loaded.parameters().toHost().forEach((name, tensor) -> assertEquals(weights.get(name), tensor, name));
        }
    }

    @Test
    void load_namesMissingExtraAndMisshapenWeights() throws IOException {
        for (String file : List.of("config.json", "preprocessor_config.json", "tokenizer.json")) {
            Files.copy(TINY.resolve(file), folder.resolve(file));
        }
        Map<String, HostTensor> good =
                Safetensors.read(TINY.resolve("model.safetensors")).tensors();
        Map<String, HostTensor> bad = new LinkedHashMap<>(good);
        bad.remove("visual_projection.weight");
        assertTrue(refusal(bad).contains("visual_projection.weight"));
        bad.put("visual_projection.weight", HostTensor.of(new float[6], 2, 3));
        assertTrue(refusal(bad).contains("[2, 3]"));
        bad.putAll(good);
        bad.put("head.weight", HostTensor.of(new float[1], 1));
        assertTrue(refusal(bad).contains("head.weight"));
    }

    @Test
    void zeroShot_averagesTheTemplatesOfAClass() {
        try (ClipModel model = ClipModel.load(compute, TINY);
                TensorScope scope = new TensorScope();
                ZeroShotClassifier classifier =
                        new ZeroShotClassifier(model, List.of("a", "b"), List.of(TEXTS, List.of("turn left")))) {
            NDArray texts = model.textEmbeddings(TEXTS);
            NDArray mean = texts.get(0).add(texts.get(1));
            float[] expected = mean.div(mean.norm()).toFloatArray();
            assertArrayEquals(expected, classifier.classEmbeddings().get(0).toFloatArray(), 1e-5f);
            assertArrayEquals(
                    texts.get(1).toFloatArray(),
                    classifier.classEmbeddings().get(1).toFloatArray(),
                    1e-5f);
        }
    }

    @Test
    void gelu_isTheExactOne() {
        try (TensorScope scope = new TensorScope()) {
            // 2 Phi(2); the tanh approximation gives 1.954598.
            float[] two = {2};
            assertEquals(1.9544997f, Activation.gelu(compute.tensor(two, 1)).getFloat(), 2e-6f);
        }
    }

    @Test
    void vitB32_runs() {
        run("ViT-B/32", ClipConfig.vitB32(), 151_277_313L);
    }

    @Test
    @Tag("large")
    void vitL14_runs() {
        run("ViT-L/14", ClipConfig.vitL14(), 427_616_513L);
    }

    private void run(String name, ClipConfig config, long weights) {
        ClipTokenizer tokenizer = ClipTokenizer.load(TINY.resolve("tokenizer.json"));
        long start = System.nanoTime();
        try (ClipModel model = ClipModel.create(compute, config, ClipModel.publishedInput(224), tokenizer, 1);
                TensorScope scope = new TensorScope()) {
            long made = System.nanoTime();
            assertEquals(weights, model.parameters().count());
            NDArray images = compute.manager().ones(new Shape(1, 3, 224, 224), DataType.FLOAT32);
            float[] image = model.imageEmbeddings(images).toFloatArray();
            float[] text =
                    model.textEmbeddings(List.of("a photo of a stop sign")).toFloatArray();
            System.out.printf(
                    "%s: made in %.1f s, one image and one text in %.2f s%n",
                    name, (made - start) / 1e9, (System.nanoTime() - made) / 1e9);
            assertEquals(1, length(image), 1e-4);
            assertEquals(1, length(text), 1e-4);
        }
    }

    private static void gradient(Predicate<String> trainable, Predicate<ClipModel> check) throws Exception {
        assertTrue(compute.gradientThread()
                .submitRun("gradient", () -> {
                    try (ClipModel model = ClipModel.load(compute, TINY);
                            ZeroShotClassifier classifier = classifier(model);
                            TensorScope scope = new TensorScope()) {
                        model.parameters().train(trainable);
                        NDArray images = images(2);
                        images.setRequiresGradient(true);
                        compute.gradientThread().backward(() -> classifier
                                .logits(images)
                                .logSoftmax(1)
                                .square()
                                .sum());
                        assertTrue(largest(images.getGradient()) > 0);
                        return check.test(model);
                    }
                })
                .get());
    }

    private String refusal(Map<String, HostTensor> weights) {
        Path file = folder.resolve("model.safetensors");
        Safetensors.write(file, weights, Map.of());
        String sentence = assertThrows(InputException.class, () -> ClipModel.load(compute, folder))
                .sentence();
        assertTrue(sentence.contains(file.toString()), sentence);
        return sentence;
    }

    private static ZeroShotClassifier classifier(ClipModel model) {
        return new ZeroShotClassifier(model, List.of("stop", "left"), List.of(List.of("a stop sign"), TEXTS));
    }

    private static NDArray images(int n) {
        float[] values = new float[n * 3 * 64 * 64];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 37 % 256) / 255f;
        }
        return compute.tensor(values, n, 3, 64, 64);
    }

    private static float largest(NDArray tensor) {
        float largest = 0;
        for (float value : tensor.toFloatArray()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double length(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
